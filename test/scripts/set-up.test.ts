import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newestChangeMs } from '../../scripts/build.mjs'
import { findNode24, personsFolder, ROOT } from '../../scripts/child.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { installationKey, isInstalled } from '../../scripts/install.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-scripts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inputs = {
  lock: '{"lockfileVersion":3}',
  manifest: JSON.stringify({
    scripts: { test: 'a' },
    devDependencies: { zod: '4.6.7' },
    allowScripts: { fsevents: false },
  }),
  platform: 'linux',
  arch: 'x64',
}
const withManifest = (change: object) => ({
  ...inputs,
  manifest: JSON.stringify({ ...JSON.parse(inputs.manifest), ...change }),
})

test.each([
  { what: 'the lock file', changed: { ...inputs, lock: '{"lockfileVersion":4}' } },
  { what: 'a dependency', changed: withManifest({ devDependencies: { zod: '4.6.8' } }) },
  { what: 'what may run at installation', changed: withManifest({ allowScripts: { fsevents: true } }) },
  { what: 'the system', changed: { ...inputs, platform: 'win32' } },
  { what: 'the processor', changed: { ...inputs, arch: 'arm64' } },
])('$what changed: packages are installed again', ({ changed }) => {
  expect(installationKey(changed)).not.toBe(installationKey(inputs))
})

test('a script of package.json changed: nothing is installed again', () => {
  expect(installationKey(withManifest({ scripts: { test: 'b' } }))).toBe(installationKey(inputs))
})

test('only the stamp that is written last makes an installation whole', () => {
  const project = path.join(folder, 'project')
  mkdirSync(path.join(project, 'node_modules', 'zod'), { recursive: true })
  writeFileSync(path.join(project, 'package-lock.json'), inputs.lock)
  writeFileSync(path.join(project, 'package.json'), inputs.manifest)
  expect(isInstalled(project)).toBe(false)
  const stamp = path.join(project, 'node_modules', '.triptych-installed')
  writeFileSync(stamp, '')
  expect(isInstalled(project)).toBe(false)
  writeFileSync(stamp, installationKey({ ...inputs, platform: process.platform, arch: process.arch }))
  expect(isInstalled(project)).toBe(true)
  writeFileSync(path.join(project, 'package-lock.json'), '{"lockfileVersion":4}')
  expect(isInstalled(project)).toBe(false)
})

test('the newest change is found at any depth', () => {
  const sources = path.join(folder, 'sources')
  mkdirSync(path.join(sources, 'deep'), { recursive: true })
  const touch = (name: string, seconds: number) => {
    writeFileSync(path.join(sources, name), '')
    utimesSync(path.join(sources, name), seconds, seconds)
  }
  touch('a.ts', 1_000)
  touch('deep/b.ts', 4_000_000_000)
  expect(newestChangeMs(sources)).toBe(4_000_000_000_000)
})

test.each([
  { what: 'npm run triptych', env: { npm_lifecycle_event: 'triptych', INIT_CWD: '/repo' }, cwd: ROOT, start: '/repo' },
  { what: 'started by hand', env: {}, cwd: '/repo', start: '/repo' },
  { what: 'an outer npm test', env: { npm_lifecycle_event: 'test', INIT_CWD: '/other' }, cwd: '/repo', start: '/repo' },
])('$what: the command starts in the folder of the person', ({ env, cwd, start }) => {
  expect(personsFolder(env, cwd)).toBe(start)
})

test.each([
  { env: { CHROMIUM_PATH: '/opt/mine' }, there: ['/opt/mine', '/usr/bin/chromium'], found: '/opt/mine' },
  { env: { CHROMIUM_PATH: '/opt/mine' }, there: ['/usr/bin/chromium'], found: null },
  { env: {}, there: ['/usr/bin/google-chrome', '/usr/bin/chromium'], found: '/usr/bin/chromium' },
  { env: {}, there: ['/usr/bin/google-chrome'], found: '/usr/bin/google-chrome' },
  { env: {}, there: [], found: null },
])('of $there with $env, $found is the Chromium', ({ env, there, found }) => {
  const exists = (file: string) => there.some((one) => one === file)
  expect(findChromium({ env, platform: 'linux', exists })).toBe(found)
})

test('an unknown verb is refused with the list of verbs', () => {
  const result = spawnSync(findNode24() ?? '', [path.join(ROOT, 'scripts/app.mjs'), 'dance'], {
    encoding: 'utf8',
    env: {},
  })
  expect(result.status).toBe(2)
  expect(result.stdout).toBe('')
  expect(result.stderr).toContain('npm run -s triptych -- <command>')
})
