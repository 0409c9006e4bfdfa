import type { BrokenSource } from "./brokenSource";

/** Sources that cannot be fetched, or that reach out of their repository. */
export const BROKEN_REPOSITORIES: readonly BrokenSource[] = [
  {
    what: "a branch that is not there",
    branch: "release",
    says: [/Branch "release" does not exist in file:/, /Its branches: main\./],
  },
  { what: "no repository at its address", url: "file:///no/such/place", says: [/no git repository at this address/] },
  {
    what: "a folder that is no repository",
    url: "{}/folder",
    files: { "folder/x": "" },
    says: [/no git repository at this address/],
  },
  {
    what: "a source directory that is not there",
    directory: "/servicez",
    files: { "services/x": "" },
    says: [/SourceDirectory "\/servicez" is not a directory/, /Directories there: \/, \/services\./],
  },
  {
    what: "a file for a source directory",
    directory: "/server.js",
    says: [/SourceDirectory "\/server\.js" is not a directory/],
  },
  {
    what: "a link out of the repository",
    links: { "config/password": "/etc/passwd" },
    says: [/config\/password is a symbolic link out of the repository \(to \/etc\/passwd\)/, /remove the link/],
  },
  {
    what: "a link that climbs out of the repository",
    links: { up: "../../../../etc" },
    says: [/up is a symbolic link out of the repository/],
  },
  {
    what: "an apprunner.yaml that is a link out of the repository",
    files: { "apprunner.yaml": undefined },
    links: { "apprunner.yaml": "/etc/hostname" },
    says: [/apprunner\.yaml is a symbolic link out of the repository/],
  },
  {
    what: "a source directory that is a link out of the repository",
    directory: "/etc",
    links: { etc: "/etc" },
    says: [/SourceDirectory "\/etc" .*is a link that leaves the repository/],
  },
];
