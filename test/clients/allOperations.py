"""Calls every operation of App Runner once with an unmodified boto3 and prints what came of each as one JSON object.

The endpoint, the keys and the region come from the environment, as for any program of a user. Waiting for operations is done as any
client does it: with ListOperations.
"""

import datetime
import json
import time

import boto3
import botocore.exceptions

client = boto3.client("apprunner")
answers = {}


def call(operation, **parameters):
    """Calls an operation and keeps its first answer; the answer has no ResponseMetadata."""
    answer = getattr(client, boto3_name(operation))(**parameters)
    metadata = answer.pop("ResponseMetadata")
    assert metadata["HTTPStatusCode"] == 200 and metadata["RequestId"], metadata
    answers.setdefault(operation, answer)
    return answer


def boto3_name(operation):
    from botocore import xform_name

    return xform_name(operation)


def wait(arn, operation_id):
    """Follows an operation to its end and returns its status."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = [o for o in call("ListOperations", ServiceArn=arn)["OperationSummaryList"] if o["Id"] == operation_id]
        if found and "EndedAt" in found[0]:
            assert isinstance(found[0]["StartedAt"], datetime.datetime)
            return found[0]["Status"]
        time.sleep(0.01)
    raise TimeoutError(operation_id)


def settle(arn, answer):
    status = wait(arn, answer["OperationId"])
    assert status == "SUCCEEDED", status


image = {"ImageRepository": {"ImageIdentifier": "hello:1", "ImageRepositoryType": "ECR"}}

scaling = call("CreateAutoScalingConfiguration", AutoScalingConfigurationName="busy", MinSize=1, MaxSize=2)
scaling_arn = scaling["AutoScalingConfiguration"]["AutoScalingConfigurationArn"]
call("DescribeAutoScalingConfiguration", AutoScalingConfigurationArn=scaling_arn)
call("ListAutoScalingConfigurations", MaxResults=10)
default_arn = scaling_arn.rsplit("/", 3)[0] + "/DefaultConfiguration"
call("UpdateDefaultAutoScalingConfiguration", AutoScalingConfigurationArn=default_arn)

connection = call("CreateConnection", ConnectionName="my-hub", ProviderType="GITHUB")["Connection"]
call("ListConnections")

traces = call("CreateObservabilityConfiguration", ObservabilityConfigurationName="traces", TraceConfiguration={"Vendor": "AWSXRAY"})
traces_arn = traces["ObservabilityConfiguration"]["ObservabilityConfigurationArn"]
call("DescribeObservabilityConfiguration", ObservabilityConfigurationArn=traces_arn)
call("ListObservabilityConfigurations")

connector = call("CreateVpcConnector", VpcConnectorName="inner", Subnets=["subnet-1"], SecurityGroups=["sg-1"])
connector_arn = connector["VpcConnector"]["VpcConnectorArn"]
call("DescribeVpcConnector", VpcConnectorArn=connector_arn)
call("ListVpcConnectors")

made = call(
    "CreateService",
    ServiceName="web-app",
    SourceConfiguration=image,
    AutoScalingConfigurationArn=scaling_arn,
    NetworkConfiguration={"IngressConfiguration": {"IsPubliclyAccessible": False}},
)
arn = made["Service"]["ServiceArn"]
settle(arn, made)
call("DescribeService", ServiceArn=arn)
call("ListServices")
call("ListServicesForAutoScalingConfiguration", AutoScalingConfigurationArn=scaling_arn)
settle(arn, call("UpdateService", ServiceArn=arn, InstanceConfiguration={"Memory": "4 GB"}))
settle(arn, call("PauseService", ServiceArn=arn))
settle(arn, call("ResumeService", ServiceArn=arn))
settle(arn, call("StartDeployment", ServiceArn=arn))

call("TagResource", ResourceArn=arn, Tags=[{"Key": "team", "Value": "blue"}])
call("ListTagsForResource", ResourceArn=arn)
call("UntagResource", ResourceArn=arn, TagKeys=["team"])

call("AssociateCustomDomain", ServiceArn=arn, DomainName="example.com")
call("DescribeCustomDomains", ServiceArn=arn)
call("DisassociateCustomDomain", ServiceArn=arn, DomainName="example.com")

ingress = call(
    "CreateVpcIngressConnection",
    ServiceArn=arn,
    VpcIngressConnectionName="door",
    IngressVpcConfiguration={"VpcId": "vpc-1", "VpcEndpointId": "vpce-1"},
)
ingress_arn = ingress["VpcIngressConnection"]["VpcIngressConnectionArn"]
call("DescribeVpcIngressConnection", VpcIngressConnectionArn=ingress_arn)
call("ListVpcIngressConnections", Filter={"ServiceArn": arn})
call(
    "UpdateVpcIngressConnection",
    VpcIngressConnectionArn=ingress_arn,
    IngressVpcConfiguration={"VpcId": "vpc-2", "VpcEndpointId": "vpce-2"},
)

errors = {}
for name, failing in {
    "ServiceArn of nobody": lambda: client.describe_service(ServiceArn=arn.replace("web-app", "no-app")),
    "service with an ingress connection": lambda: client.delete_service(ServiceArn=arn),
    "configuration in use": lambda: client.delete_auto_scaling_configuration(AutoScalingConfigurationArn=scaling_arn),
}.items():
    try:
        failing()
    except client.exceptions.ClientError as error:
        errors[name] = type(error).__name__
    else:
        raise AssertionError(name)

call("DeleteVpcIngressConnection", VpcIngressConnectionArn=ingress_arn)
settle(arn, call("DeleteService", ServiceArn=arn))
call("DeleteVpcConnector", VpcConnectorArn=connector_arn)
call("DeleteObservabilityConfiguration", ObservabilityConfigurationArn=traces_arn)
call("DeleteConnection", ConnectionArn=connection["ConnectionArn"])
call("DeleteAutoScalingConfiguration", AutoScalingConfigurationArn=scaling_arn)

print(json.dumps({"answers": answers, "errors": errors}, default=str))
