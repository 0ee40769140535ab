import { agentFileOf } from './agent-files.ts'

/** What a changed file does on a person's own machine, after the run and outside of any sandbox, without its being asked for by name. */
const RUNS_LATER: readonly { readonly what: string; readonly paths: readonly RegExp[] }[] = [
  {
    what: 'automation and hooks',
    paths: [
      /^\.(github|gitlab|circleci|buildkite|woodpecker|teamcity|semaphore|ci|forgejo|gitea)\//,
      /(^|\/)(\.gitlab-ci|\.travis|\.?appveyor|bitbucket-pipelines|azure-pipelines[^/]*|\.drone|\.cirrus|cloudbuild|buildspec[^/]*)\.ya?ml$/,
      /(^|\/)jenkinsfile[^/]*$/,
      /(^|\/)(\.husky|\.githooks|githooks|\.git-hooks)\//,
      /(^|\/)(\.?lefthook|\.pre-commit-config|\.overcommit)\.(ya?ml|toml|json)$/,
      /(^|\/)\.(simple-git-hooks|lintstagedrc|huskyrc)[^/]*$/,
      /(^|\/)\.git(attributes|modules|config)$/,
    ],
  },
  {
    what: 'commands of a build or of a package',
    paths: [
      /(^|\/)package\.json$/,
      /(^|\/)\.(npmrc|yarnrc(\.yml)?|pnpmfile\.c?js)$/,
      /(^|\/)(\.pnp|\.pnpmfile)\.[cm]?js$/,
      /(^|\/)\.yarn\/(plugins|releases)\//,
      /(^|\/)(gnu)?makefile(\.[^/]*)?$|\.mk$/,
      /(^|\/)(justfile|taskfile\.ya?ml|rakefile|gruntfile\.[jt]s|gulpfile\.[jt]s|noxfile\.py|tox\.ini|fabfile\.py)$/,
      /(^|\/)(setup\.py|setup\.cfg|pyproject\.toml|conftest\.py|sitecustomize\.py|usercustomize\.py)$|\.pth$/,
      /(^|\/)(build\.rs|\.cargo\/config(\.toml)?|cmakelists\.txt|meson\.build|configure(\.ac)?|wscript)$|\.cmake$/,
      /(^|\/)(build|settings|init)\.gradle(\.kts)?$|(^|\/)gradle\/wrapper\/|(^|\/)(gradlew|mvnw)(\.bat|\.cmd)?$|(^|\/)\.mvn\//,
      /(^|\/)(pom\.xml|build\.xml|build\.sbt|directory\.build\.(props|targets)|[^/]*\.(csproj|fsproj|vbproj|gemspec))$/,
      /(^|\/)(gemfile|podfile|fastfile|mix\.exs|rebar\.config|composer\.json|deno\.jsonc?|build\.zig|flake\.nix|shell\.nix)$/,
      /(^|\/)(build|module|workspace)(\.bazel)?$|\.bzl$/,
      /(^|\/)(dockerfile|containerfile)[^/]*$|\.dockerfile$|(^|\/)(docker-)?compose[^/]*\.ya?ml$|(^|\/)(vagrantfile|procfile)$/,
      /(^|\/)[^/]*\.config\.[cm]?[jt]s$|(^|\/)\.[^/]*rc\.[cm]?js$/,
      /\.(sh|bash|zsh|fish|ps1|bat|cmd)$/,
    ],
  },
  {
    what: 'settings of editors and shells',
    paths: [
      /(^|\/)\.(vscode|idea|zed|fleet|devcontainer|nvim)\//,
      /(^|\/)\.(envrc|exrc|nvimrc|vimrc|lvimrc|dir-locals\.el|tool-versions|mise\.toml)$/,
      /(^|\/)\.?devcontainer\.json$|\.code-workspace$|(^|\/)mise\.toml$/,
    ],
  },
]

/** What kind of file it is that runs later; null: nothing is known to run it by itself. Case does not matter, as on some disks. */
export function runsLater(path: string): string | null {
  if (agentFileOf(path) !== null) return 'settings for agents'
  const lower = path.toLowerCase()
  return RUNS_LATER.find(({ paths }) => paths.some((pattern) => pattern.test(lower)))?.what ?? null
}
