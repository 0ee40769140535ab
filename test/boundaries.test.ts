import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
/** Files that may import electron: main's thin shell. */
const ELECTRON_FILES = [
  'main',
  'preload',
  'window',
  'windows',
  'dialogs',
  'desktop',
  'menu',
  'ipc',
  'app-updates',
  'main-faults',
].map((name) => `electron/${name}.ts`)
/** What the islands may know of the engine: the types of its ports and records. */
const PORT_TYPES = /^electron\/engine\/(?:[a-z]+-ports?|ports|records)\.ts$/
/** Folders that must not know each other. */
const ISLANDS = ['store', 'git', 'agents']

interface Import {
  file: string
  target: string
}

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

function imports(folder: string): Import[] {
  return sources(folder).flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8')
    return [
      ...text.matchAll(/(?:^|[\s;])(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g),
    ].map((match) => {
      const specifier = match[1] ?? match[2] ?? ''
      const target = specifier.startsWith('.')
        ? path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier))
        : specifier
      return { file, target }
    })
  })
}

const inside = (target: string, folder: string): boolean => target.startsWith(`${folder}/`)
const show = (list: Import[]): string[] => list.map(({ file, target }) => `${file} → ${target}`)

test('shared imports zod and itself, nothing else', () => {
  expect(show(imports('shared').filter(({ target }) => target !== 'zod' && !inside(target, 'shared')))).toEqual([])
})

test('the engine knows no SQLite, git, process, agent or Electron', () => {
  const allowed = (target: string) =>
    inside(target, 'shared') || inside(target, 'electron/engine') || target === 'zod' || target === 'electron/hash.ts'
  expect(show(imports('electron/engine').filter(({ target }) => !allowed(target)))).toEqual([])
})

test.each(ISLANDS)('%s does not know the other islands, nor the engine beyond its port types', (island) => {
  const wrong = imports(`electron/${island}`).filter(({ target }) => {
    if (ISLANDS.some((other) => other !== island && inside(target, `electron/${other}`))) return true
    if (!inside(target, 'electron/engine')) return false
    return !PORT_TYPES.test(target)
  })
  expect(show(wrong)).toEqual([])
})

test('what stores, gits and agents take from the engine are types only', () => {
  const wrong = ISLANDS.flatMap((island) => sources(`electron/${island}`)).filter((file) =>
    /import\s+(?!type\b)[^'"]*from\s+['"][^'"]*engine\/(?:[a-z]+-ports?|ports|records)\.ts['"]/.test(
      readFileSync(path.join(ROOT, file), 'utf8'),
    ),
  )
  expect(wrong).toEqual([])
})

test('only the thin shell imports electron', () => {
  const wrong = imports('electron').filter(
    ({ file, target }) => target === 'electron' && !ELECTRON_FILES.includes(file),
  )
  expect(show(wrong)).toEqual([])
})

test('relative imports carry their extension, so that every file runs unbuilt', () => {
  const local = [...imports('electron'), ...imports('shared')].filter(({ target }) =>
    /^(electron|shared)\//.test(target),
  )
  expect(show(local.filter(({ target }) => !/\.(tsx?|json)$/.test(target)))).toEqual([])
  expect(local.length).toBeGreaterThan(5)
})

/** Files that stay in a bundle: what is imported for its types only does not. */
function kept(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file) || !/^(?:renderer|shared)\//.test(file)) return seen.add(file)
  seen.add(file)
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const values = /(?:^|\n)(?:import|export)\s(?!type\b)[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g
  for (const [, from, late] of text.matchAll(values)) {
    // What the bundler is to make of it (`?worker`) is no part of the name.
    const specifier = (from ?? late ?? '').replace(/\?.*$/, '')
    const target = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier
    kept(target, seen)
  }
  return seen
}

test('the page brings no schemas along: zod tries to make code of text, which the policy stops', () => {
  const all = sources('renderer').filter((file) => kept(file).has('zod'))
  expect(all).toEqual([])
})
