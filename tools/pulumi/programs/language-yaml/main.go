// pulumi-language-yaml: the language host of YAML programs, as far as `pulumi preview`, `up`, `refresh` and `destroy` ask for it.
//
// Pulumi's own command of this name also converts programs, and that part of it does not fit the CLI's version of the
// modules. Reading and evaluating programs does: this is a server around that library and no more.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	engine string
}

// The engine gives its address as the last argument, and reads the port from the first line of the output.
func main() {
	if err := serve(os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Serves until the engine ends this process or is gone itself.
func serve(engine string) error {
	gone := make(chan bool)
	if err := rpcutil.Healthcheck(context.Background(), engine, 5*time.Minute, func() { close(gone) }); err != nil {
		return err
	}
	server, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: gone, Init: func(server *grpc.Server) error {
		pulumirpc.RegisterLanguageRuntimeServer(server, &host{engine: engine})
		return nil
	}})
	if err != nil {
		return err
	}
	fmt.Println(server.Port)
	return <-server.Done
}

func (*host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{}, nil
}

// Which plugins the program needs, so that one that is missing is said before anything is made.
func (*host) GetRequiredPackages(
	_ context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	program, problems, err := pulumiyaml.LoadDir(request.Info.ProgramDirectory)
	if err != nil {
		return nil, err
	}
	if problems.HasErrors() {
		return nil, problems
	}
	// What it cannot read here, Run says with its place in the program.
	declared, _ := pulumiyaml.GetReferencedPackages(program)
	answer := &pulumirpc.GetRequiredPackagesResponse{}
	for _, each := range declared {
		answer.Packages = append(answer.Packages, &pulumirpc.PackageDependency{
			Kind: "resource", Name: each.Name, Version: each.Version, Server: each.DownloadURL,
		})
	}
	return answer, nil
}

func (h *host) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	shown, err := h.evaluate(ctx, request)
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	return &pulumirpc.RunResponse{Bail: shown}, nil
}

// Runs the program. Answers whether it failed with everything that is to be said about it said already.
func (h *host) evaluate(ctx context.Context, request *pulumirpc.RunRequest) (shown bool, err error) {
	// The program's files are named relative to its folder.
	if err := os.Chdir(request.Info.ProgramDirectory); err != nil {
		return false, err
	}
	program, problems, err := pulumiyaml.LoadDir(request.Info.ProgramDirectory)
	if err != nil {
		return false, err
	}
	writer := program.NewDiagnosticWriter(os.Stderr, 0, false)
	if err := writer.WriteDiagnostics(problems.HCL()); err != nil || problems.HasErrors() {
		return problems.HasErrors(), err
	}
	client, err := schema.NewLoaderClient(request.LoaderTarget)
	if err != nil {
		return false, err
	}
	loader := pulumiyaml.NewPackageLoaderFromSchemaLoader(schema.NewCachedLoader(client))
	defer loader.Close()
	stack, err := pulumi.NewContext(ctx, pulumi.RunInfo{
		Project: request.Project, Stack: request.Stack, Organization: request.Organization,
		RootDirectory: request.Info.RootDirectory,
		Config:        request.Config, ConfigSecretKeys: request.ConfigSecretKeys,
		Parallel: request.Parallel, DryRun: request.DryRun,
		MonitorAddr: request.MonitorAddress, EngineAddr: h.engine,
	})
	if err != nil {
		return false, err
	}
	defer stack.Close()
	err = pulumi.RunWithContext(stack, func(*pulumi.Context) error {
		return pulumiyaml.RunTemplate(stack, program, settings(request), loader)
	})
	if found, ok := pulumiyaml.HasDiagnostics(err); ok {
		return found.HasErrors(), writer.WriteDiagnostics(found.Unshown().HCL())
	}
	return false, err
}

// The stack's configuration arrives as text: a number, a boolean and JSON become what they are.
func settings(request *pulumirpc.RunRequest) resource.PropertyMap {
	values := resource.PropertyMap{}
	for key, text := range request.Config {
		value := resource.NewProperty(text)
		var parsed any
		if json.Unmarshal([]byte(text), &parsed) == nil && parsed != nil {
			value = resource.NewPropertyValue(parsed)
		}
		if slices.Contains(request.ConfigSecretKeys, key) {
			value = resource.MakeSecret(value)
		}
		values[resource.PropertyKey(key)] = value
	}
	return values
}
