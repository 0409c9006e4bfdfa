/** The versions of @pulumi/aws that the components were written for. */
export const AWS_RANGE = ">=6.0.0 <8.0.0";
