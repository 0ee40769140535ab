/** What the product is made of, and what its program file allows. */
import { z } from 'zod'
import { type BuiltApp, PACKAGING, textOf } from './built-app.ts'
import { type Point, unless } from './finding.ts'

const manifestSchema = z.object({ devDependencies: z.object({ electron: z.string() }) })
const lockSchema = z.object({
  packages: z.object({ 'node_modules/electron': z.object({ version: z.string() }) }),
})

/** One stable version, the same in both files, so that an update is a change that somebody reads. */
function pinned(app: BuiltApp): string[] {
  const { electron } = manifestSchema.parse(JSON.parse(textOf(app, 'package.json'))).devDependencies
  const locked = lockSchema.parse(JSON.parse(textOf(app, 'package-lock.json'))).packages['node_modules/electron']
  return [
    ...unless(/^\d+\.\d+\.\d+$/.test(electron), `Electron is not one stable version but ${electron}.`),
    ...unless(locked.version === electron, `Electron ${electron} is wanted, and ${locked.version} locked.`),
  ]
}

/** Every fuse of this version. Agents written in JavaScript run on our own runtime: SECURITY.md tells what follows. */
export const FUSES = {
  runAsNode: true,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const

function fuses(app: BuiltApp): string[] {
  const lines = textOf(app, PACKAGING).split('\n')
  const block = lines.slice(lines.indexOf('electronFuses:') + 1)
  return [
    ...unless(lines.includes('electronFuses:'), 'No fuse is set.'),
    ...unless(lines.includes('asar: true'), 'The application is not packed into an asar.'),
    ...Object.entries(FUSES)
      .filter(([name, value]) => !block.includes(`  ${name}: ${value}`))
      .map(([name, value]) => `The fuse ${name} is not ${value ? 'on' : 'off'}.`),
  ]
}

export const PRODUCT_POINTS: readonly Point[] = [
  { number: 16, title: 'one stable Electron, by the lock file', findings: pinned },
  { number: 19, title: 'the fuses are set', findings: fuses },
]
