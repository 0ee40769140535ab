/** What a person installs, as far as it can be made without Electron: nothing is downloaded. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ROOT } from '../../scripts/child.mjs'
import { ask } from '../e2e/bridge.ts'
import { FUSES } from '../e2e/checklist/product.ts'
import { startDemo } from '../e2e/demo-run.ts'
import { launchShim } from '../electron-shim/shim-app.ts'
import { asar, filesOf, fusesOf, packUp, packUpHere, readConfiguration, validate } from './electron-builder.ts'
import { ARCHIVE, SHARED } from './expected-files.ts'
import { unlikeExpected } from './unlike-expected.ts'
import { unlinked } from './unlinked.ts'
import { describeProgram } from './windows-program.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

/** Of all that is ours; Electron comes to it. */
const MAX_BYTES = 6_000_000

const targetsSchema = z.object({ target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })) })

describe('the configuration', () => {
  test("is valid by electron-builder's schema, which finds what is not", async () => {
    const configuration = await readConfiguration()
    await validate(configuration)
    await expect(validate({ ...configuration, filess: [] })).rejects.toThrow(/unknown property/)
    await expect(validate({ ...configuration, electronFuses: { runAsNode: 'no' } })).rejects.toThrow(/runAsNode/)
  })

  test('has every installer of the three systems', async () => {
    const { linux, win, mac } = await readConfiguration()
    const named = (system: unknown): string[] =>
      targetsSchema.parse(system).target.map(({ target, arch }) => `${target} ${arch.toSorted().join(' ')}`)
    expect(named(linux)).toEqual(['AppImage arm64 x64', 'deb arm64 x64', 'tar.gz arm64 x64'])
    expect(named(win)).toEqual(['nsis arm64 x64'])
    expect(named(mac)).toEqual(['dmg arm64 x64', 'zip arm64 x64'])
  })

  test('a Mac with Apple silicon starts it: signed, though in nobody’s name, and anew once the fuses are flipped', async () => {
    expect(await readConfiguration()).toMatchObject({
      electronFuses: { resetAdHocDarwinSignature: true },
      mac: { identity: '-', hardenedRuntime: false },
    })
  })

  test('all there is is bundled, so no package is a dependency', () => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
    expect(Object.keys(manifest)).not.toContain('dependencies')
  })
})

let forLinux = ''
beforeAll(async () => {
  forLinux = process.platform === 'linux' ? await packUpHere(folder) : await packUp(folder, 'linux')
})

describe.each([
  { system: 'linux', program: 'triptych' },
  { system: 'win', program: 'Triptych.exe' },
] as const)('the package for $system', ({ system, program }) => {
  let unpacked = ''
  const archive = () => path.join(unpacked, 'resources', 'app.asar')
  beforeAll(async () => {
    unpacked = system === 'linux' ? forLinux : await packUp(folder, system)
  })

  test('holds exactly the files that are listed for it, and nothing of the tools', () => {
    const files = filesOf(archive())
    expect(unlikeExpected(files, ARCHIVE, SHARED)).toEqual([])
    expect(unlinked(files, (file) => asar().extractFile(archive(), file).toString('utf8'))).toEqual([])
    const beside = readdirSync(path.join(unpacked, 'resources')).filter((file) => /^app/.test(file))
    // Where its next version is found; electron-builder writes it for Windows only beside an installer.
    expect(beside).toEqual(system === 'linux' ? ['app-update.yml', 'app.asar'] : ['app.asar'])
    const bytes = statSync(archive()).size
    console.log(`app.asar for ${system}: ${(bytes / 1e6).toFixed(2)} MB, ${files.length} files`)
    expect(bytes).toBeLessThan(MAX_BYTES)
  })

  test('has its fuses set', async () => {
    const names = Object.entries(FUSES).map(([name, isOn]) => [name[0]?.toUpperCase() + name.slice(1), isOn])
    expect(await fusesOf(path.join(unpacked, program))).toEqual(Object.fromEntries(names))
  })
})

test('the package knows where its next version is found, as it was told', () => {
  const feed = readFileSync(path.join(forLinux, 'resources', 'app-update.yml'), 'utf8')
  expect(feed.split('\n')).toEqual(expect.arrayContaining(['provider: github', 'owner: ada', 'repo: triptych']))
})

test('the program for Windows says what it is, and has the hash of its archive', () => {
  const unpacked = path.join(folder, 'win', 'win-unpacked')
  const { headerString } = asar().getRawHeader(path.join(unpacked, 'resources', 'app.asar'))
  const value = createHash('sha256').update(headerString).digest('hex')
  expect(describeProgram(readFileSync(path.join(unpacked, 'Triptych.exe')))).toEqual({
    productName: 'Triptych',
    hasIcon: true,
    integrity: [{ file: 'resources\\app.asar', alg: 'SHA256', value }],
  })
})

describe('the main process of the package', () => {
  test('runs where nothing else of the project is, with the demo agent in it', async () => {
    const root = path.join(folder, 'extracted')
    const archive = path.join(forLinux, 'resources', 'app.asar')
    asar().extractAll(archive, root)
    for (const file of filesOf(archive).filter((each) => each !== 'package.json')) {
      expect(readFileSync(path.join(root, file)).equals(readFileSync(path.join(ROOT, file))), file).toBe(true)
    }
    const home = path.join(folder, 'home')
    const { PATH = '', CHROMIUM_PATH = '' } = process.env
    const app = await launchShim({ root, args: [], env: { PATH, HOME: home, TRIPTYCH_HOME: home, CHROMIUM_PATH } })
    try {
      expect(await app.page.title()).toMatch(/Triptych/)
      const { runId } = await startDemo(app.page, 'Split the bill')
      await expect.poll(() => ask(app.page, 'gates.list', { runId }), { timeout: 30_000 }).toHaveLength(1)
      expect(app.problems).toEqual([])
    } finally {
      await app.quit()
    }
    expect(await app.exited).toBe(0)
  })

  test('is told what it is, and nothing of how it was made', () => {
    const { version, productName, main, ...rest } = JSON.parse(
      readFileSync(path.join(folder, 'extracted', 'package.json'), 'utf8'),
    )
    const own = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
    expect({ version, productName, main }).toEqual({ version: own.version, productName: 'Triptych', main: own.main })
    expect(Object.keys(rest)).not.toEqual(expect.arrayContaining(['scripts']))
    expect(Object.keys(rest)).not.toEqual(expect.arrayContaining(['devDependencies']))
  })
})
