/** Tags that one resource can have. Source: AWS General Reference, "Tagging AWS resources". */
export const MAX_TAGS = 50;
