import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, parseAst } from 'vite'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/child.mjs'

const RENDERER = path.join(ROOT, 'out/renderer')
/** Each is opened by something that a person does. */
const LATER =
  /highlight|viewer|markdown|diff|ansi|run-view|new-run|plan-tab|review-tab|artifacts-tab|timeline-tab|command-palette|usage-view|gate-in-place/

const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length

test('the JavaScript of the first screen is at most twice that of React itself, gzipped', async () => {
  const files = firstScreen()
  const ours = files.map((file) => gzipped(readFileSync(file, 'utf8'))).reduce((sum, bytes) => sum + bytes, 0)
  const react = gzipped(await reactAlone())
  console.log(`First screen: ${ours} bytes gzipped in ${files.length} files; React alone: ${react}.`)
  expect(react).toBeGreaterThan(30_000)
  expect(ours).toBeGreaterThan(react)
  expect(ours).toBeLessThanOrEqual(2 * react)
})

test('what only an opened run or artifact needs is loaded later', () => {
  const first = firstScreen().map((file) => path.basename(file))
  expect(first.filter((name) => LATER.test(name))).toEqual([])
  const all = readdirSync(path.join(RENDERER, 'assets')).filter((name) => name.endsWith('.js'))
  expect(all.filter((name) => LATER.test(name)).length).toBeGreaterThan(5)
  const code = firstScreen().map((file) => readFileSync(file, 'utf8'))
  // The highlighter's name for its own classes.
  expect(code.filter((text) => text.includes('hljs-'))).toEqual([])
})

/** The scripts that index.html loads, and what they import before they run; absolute. */
function firstScreen(): string[] {
  const html = readFileSync(path.join(RENDERER, 'index.html'), 'utf8')
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? []
  const loaded = tags
    .filter((tag) => tag.startsWith('<script') || tag.includes('modulepreload'))
    .flatMap((tag) => /(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? [])
  const found = new Set<string>()
  const add = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    for (const name of staticImports(readFileSync(file, 'utf8'))) add(path.resolve(path.dirname(file), name))
  }
  for (const name of loaded) add(path.join(RENDERER, name))
  return [...found]
}

function staticImports(code: string): string[] {
  return parseAst(code).body.flatMap((statement) =>
    'source' in statement && statement.source ? [String(statement.source.value)] : [],
  )
}

/** React and its DOM half as our build makes them, with nothing else. */
async function reactAlone(): Promise<string> {
  const name = 'virtual:react-alone'
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: path.join(ROOT, 'renderer'),
    // The tests' own environment would bring React's development half.
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'react-alone',
        resolveId: (id) => (id === name ? id : null),
        load: (id) =>
          id === name
            ? "export * from 'react'\nexport { createRoot } from 'react-dom/client'\nexport { jsx, jsxs } from 'react/jsx-runtime'\n"
            : null,
      },
    ],
    build: {
      write: false,
      minify: true,
      lib: false,
      rolldownOptions: { input: name, preserveEntrySignatures: 'strict' },
    },
  })
  if (!('output' in built)) throw new Error('One build has one output')
  return built.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n')
}
