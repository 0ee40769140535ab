/** Files that an agent could put where an artifact belongs: none is followed, waited for or read without end. */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readArtifactFile } from '../electron/artifact-files.ts'
import { createArtifacts } from '../electron/artifacts.ts'
import type { StepContext } from '../electron/engine/context.ts'
import type { TurnSpec } from '../electron/engine/turn.ts'
import { keepResult } from '../electron/engine/turn-files.ts'
import { NOTHING_TO_HIDE } from '../electron/secrets/redactor.ts'
import { openStore } from '../electron/store/store.ts'
import { makeTempFolder } from './support/repository.ts'

const RUN = 'run-1'
const MIB = 1024 * 1024

function start() {
  const home = makeTempFolder('home')
  const folder = path.join(home, 'runs', RUN, 'turns')
  mkdirSync(folder, { recursive: true })
  const outside = path.join(makeTempFolder('outside'), 'secret')
  writeFileSync(outside, 'secret')
  const artifacts = createArtifacts({
    home,
    redactor: () => NOTHING_TO_HIDE,
    addArtifact: (runId, role, kind, file, metadata) => ({
      ...{ id: 'a', runId, role, kind, path: file, createdAt: '', metadata },
    }),
    getArtifact: () => {
      throw new Error('unused')
    },
  })
  const facts = { runId: RUN, role: null, kind: 'transcript', mime: 'application/jsonl' }
  return {
    ...{ home, folder, outside },
    adopt: (file: string) => artifacts.adopt({ ...facts, file: path.resolve(folder, file) }),
    read: (stored: string) => readArtifactFile(home, { path: stored }, { offset: 0, length: MIB }),
    inRun: (name: string) => path.posix.join('runs', RUN, 'turns', name),
  }
}

const refused = (kind: string) => ({ ok: false, error: expect.objectContaining({ kind }) })

test.each([
  '../../../outside/secret',
  '../../../../../../../../etc/passwd',
  '/etc/passwd',
  '/dev/zero',
  '/proc/self/environ',
  'C:\\Windows\\win.ini',
  'c:secret',
  '\\\\host\\share\\secret',
  '//host/share/secret',
  'notes.txt::$DATA',
  'notes.txt:stream:$DATA',
  'a\0b',
  '',
  '.',
])('the path %j is not read [fault 54]', async (stored) => {
  expect(await start().read(stored)).toEqual(refused('outside'))
})

/** How each is made at a place; `outside` is a file that must not be read. */
const IMPOSTORS: Readonly<Record<string, (place: string, outside: string) => Promise<void> | void>> = {
  'a link to a file': (place, outside) => symlinkSync(outside, place),
  'a link to a device': (place) => symlinkSync('/dev/zero', place),
  'a link to nothing': (place) => symlinkSync('/nowhere', place),
  'a second name of a file elsewhere': (place, outside) => linkSync(outside, place),
  'a pipe': (place) => void execFileSync('mkfifo', [place]),
  'a folder': (place) => mkdirSync(place),
  'a socket': async (place) => {
    const server = createServer().listen(place)
    onTestFinished(() => void server.close())
    await once(server, 'listening')
  },
  'a device': (place) => void execFileSync('mknod', [place, 'c', '1', '5']),
}

test.each(Object.entries(IMPOSTORS))('%s is no artifact, and nothing waits for it [fault 55]', async (what, make) => {
  const { folder, outside, adopt, read, inRun } = start()
  // Only root may make a device.
  if (what === 'a device' && process.getuid?.() !== 0) return
  await make(path.join(folder, 'x'), outside)
  expect(await read(inRun('x'))).toEqual(refused('not_plain'))
  expect(await adopt('x')).toEqual({ ok: false, error: expect.stringContaining(path.join(folder, 'x')) })
})

test('a folder on the way that is a link leads nowhere [fault 55]', async () => {
  const { folder, outside, adopt, read, inRun } = start()
  symlinkSync(path.dirname(outside), path.join(folder, 'sub'))
  expect(await read(inRun('sub/secret'))).toEqual(refused('outside'))
  expect(await adopt('sub/secret')).toMatchObject({ ok: false })
})

test('what is swapped while it is looked at is read as a whole or refused, never the other file [fault 56]', async () => {
  const { folder, outside, adopt, read, inRun } = start()
  const place = path.join(folder, 'x')
  writeFileSync(place, 'mine')
  const swap = `
    const { linkSync, renameSync, rmSync, symlinkSync, writeFileSync } = require('node:fs')
    const [place, outside] = process.argv.slice(1)
    process.stdout.write('.')
    for (;;) {
      symlinkSync(outside, place + '.l'); renameSync(place + '.l', place)
      linkSync(outside, place + '.h'); renameSync(place + '.h', place)
      writeFileSync(place + '.m', 'mine'); renameSync(place + '.m', place)
    }`
  const swapper = spawn(process.execPath, ['-e', swap, place, outside], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void swapper.kill('SIGKILL'))
  await once(swapper.stdout, 'data')
  const own = createHash('sha256').update('mine').digest('hex')
  let [taken, turnedAway] = [0, 0]
  for (let round = 0; round < 2_000; round += 1) {
    const [shown, adopted] = await Promise.all([read(inRun('x')), adopt('x')])
    if (shown.ok) expect(shown.value.bytes.toString()).toBe('mine')
    if (adopted.ok) expect(adopted.value.sha256).toBe(`sha256:${own}`)
    taken += Number(shown.ok) + Number(adopted.ok)
    turnedAway += Number(!shown.ok) + Number(!adopted.ok)
  }
  expect(taken).toBeGreaterThan(0)
  expect(turnedAway).toBeGreaterThan(0)
})

test.each([
  { what: 'five gigabytes', bytes: 5 * 1024 * MIB },
  { what: 'a sparse terabyte', bytes: 1024 * 1024 * MIB },
])('of $what as much is read as is needed, and it says so [fault 57]', async ({ bytes }) => {
  const { folder, adopt, read, inRun } = start()
  const place = path.join(folder, 'x')
  writeFileSync(place, 'begin')
  truncateSync(place, bytes)
  const shown = await read(inRun('x'))
  expect(shown).toMatchObject({ ok: true, value: { total: bytes } })
  expect(shown.ok && shown.value.bytes.length).toBe(MIB)
  const head = Buffer.alloc(128 * MIB)
  head.write('begin')
  expect(await adopt('x')).toMatchObject({
    ok: true,
    value: {
      bytes: head.length,
      sha256: `sha256:${createHash('sha256').update(head).digest('hex')}`,
      metadata: { truncated: true, bytes: head.length },
    },
  })
  rmSync(place)
})

test('a transcript that is none any more is told by an event, and the turn goes on [fault 54, 55]', async () => {
  const { home, folder, outside } = start()
  const store = openStore(':memory:')
  onTestFinished(() => store.close())
  const run = store.runStore.createRun('Goal', '/srv/x')
  const runs = path.join(home, 'runs', run.id, 'turns')
  mkdirSync(runs, { recursive: true })
  symlinkSync(outside, path.join(runs, 't.jsonl'))
  const artifacts = createArtifacts({
    ...{ home, redactor: () => NOTHING_TO_HIDE },
    ...{ addArtifact: store.addArtifact, getArtifact: store.getArtifact },
  })
  const ports = { artifacts, turnTranscriptFile: () => path.join(runs, 't.jsonl') }
  const spec = { role: 'strategy', task: null, attempt: null } as TurnSpec
  const result = { responseText: 'Done.', stderrTail: '' } as Parameters<typeof keepResult>[3]
  await keepResult({ ports, store, run } as unknown as StepContext, spec, 't', result)
  expect(store.runStore.listArtifacts(run.id).map(({ kind }) => kind)).toEqual(['response'])
  expect(store.listEvents(run.id).at(-1)).toMatchObject({
    kind: 'artifact_refused',
    message: expect.stringContaining('The transcript is not kept: there is a link'),
    payload: { turnId: 't', kind: 'transcript' },
  })
  renameSync(folder, `${folder}-gone`)
})
