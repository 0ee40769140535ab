/** Files longer than this are shown in one tone. */
export const MAX_HIGHLIGHTED = 200_000

const BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    typescript: 'ts tsx mts cts',
    javascript: 'js jsx mjs cjs',
    json: 'json jsonc json5 jsonl ndjson map webmanifest',
    css: 'css',
    scss: 'scss sass',
    less: 'less',
    xml: 'xml html htm svg vue svelte xhtml xsl plist csproj',
    markdown: 'md mdx markdown',
    python: 'py pyi',
    go: 'go',
    rust: 'rs',
    java: 'java',
    kotlin: 'kt kts',
    c: 'c h',
    cpp: 'cc cpp cxx hpp hh hxx',
    csharp: 'cs',
    ruby: 'rb rake gemspec',
    php: 'php',
    bash: 'sh bash zsh',
    sql: 'sql',
    yaml: 'yml yaml',
    ini: 'ini toml cfg conf properties editorconfig',
    makefile: 'mk mak',
    diff: 'diff patch',
    swift: 'swift',
    lua: 'lua',
    perl: 'pl pm',
    r: 'r',
    objectivec: 'm mm',
    graphql: 'graphql gql',
  }).flatMap(([language, extensions]) => extensions.split(' ').map((extension) => [extension, language] as const)),
)
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['makefile', 'makefile'],
  ['gemfile', 'ruby'],
  ['rakefile', 'ruby'],
  ['.bashrc', 'bash'],
  ['.editorconfig', 'ini'],
  ['.gitconfig', 'ini'],
])

/** The highlighter's name of the language of a file; null: it has none. */
export function languageOf(path: string): string | null {
  const name = (path.split(/[/\\]/).at(-1) ?? '').toLowerCase()
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : ''
  return BY_NAME.get(name) ?? BY_EXTENSION.get(extension) ?? null
}

/** The same for what Markdown writes after the fence: a language's name or an extension. */
export function languageOfFence(info: string): string | null {
  const word = (info.trim().split(/\s/, 1)[0] ?? '').toLowerCase()
  if ([...BY_EXTENSION.values()].includes(word)) return word
  return BY_EXTENSION.get(word) ?? (word === 'shell' || word === 'console' ? 'bash' : null)
}
