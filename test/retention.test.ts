/** What goes by age and size, and what compaction may take. */
import {
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createUploads } from '../electron/attachments/uploads.ts'
import { storageCheck } from '../electron/doctor-storage.ts'
import { putAside } from '../electron/git/disk.ts'
import { hashBytes } from '../electron/hash.ts'
import { createHousekeeping } from '../electron/housekeeping.ts'
import { listPutAside, removePutAside } from '../electron/put-aside.ts'
import { pastRetention } from '../electron/retention.ts'
import { openStore } from '../electron/store/store.ts'
import { createTrash } from '../electron/trash.ts'
import { DEFAULT_RETENTION } from '../shared/settings/retention-settings.ts'
import { temporaryFolder } from './store/support.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-06-01T00:00:00.000Z')
const ended = (runId: string, daysAgo: number, gigabytes: number) => ({
  runId,
  endedAt: new Date(NOW - daysAgo * DAY).toISOString(),
  bytes: gigabytes * 1e9,
})

test.each([
  ['nothing', [ended('a', 3, 1)], 5e9, {}, []],
  ['those past their days', [ended('a', 400, 1), ended('b', 3, 1)], 2e9, {}, ['a']],
  ['the oldest, until the rest fits', [ended('b', 2, 4), ended('a', 9, 4), ended('c', 1, 4)], 28e9, {}, ['a', 'b']],
  ['no more than there are: what has not ended stays', [ended('a', 1, 1)], 90e9, {}, ['a']],
  ['none where it is kept without end', [ended('a', 9_000, 99)], 99e9, { days: null, gigabytes: null }, []],
])('retention takes %s', (_what, runs, total, change, going) => {
  expect(pastRetention(runs, total, { ...DEFAULT_RETENTION, ...change }, NOW)).toEqual(going)
})

function world() {
  const home = temporaryFolder()
  const store = openStore(path.join(home, 'triptych.sqlite'))
  onTestFinished(() => store.close())
  const workplaceOf = ({ id, repoPath }: { id: string; repoPath: string }) => ({
    runId: id,
    repoPath,
    worktree: path.join(home, 'worktrees', id.slice(0, 8)),
    agentGitDir: path.join(home, 'runs', id, 'agent.git'),
    indexFile: path.join(home, 'runs', id, 'index'),
  })
  const trash = createTrash({
    store,
    git: { removeRefs: async () => 0 },
    home,
    workplaceOf,
    now: Date.now,
    tell: expect.fail,
  })
  let now = Date.now()
  const keeping = createHousekeeping({
    store,
    trash,
    around: { home },
    uploads: createUploads(home, store),
    now: () => now,
  })
  return {
    home,
    store,
    trash,
    keeping,
    pass: (days: number) => (now += days * DAY),
    sweep: () => keeping.sweep(() => false, new AbortController().signal),
  }
}

test('a run that retention took and a person put back is kept for as long as one that ends now', async () => {
  const { store, trash, pass, sweep } = world()
  const { id } = store.runStore.createRun('Old', '/repo')
  store.finishRun(id, 'completed', 'done')
  store.database.run('UPDATE runs SET updated_at = ? WHERE id = ?', new Date(NOW - 900 * DAY).toISOString(), id)
  await sweep()
  expect(trash.list().map(({ runId }) => runId)).toEqual([id])
  expect(trash.putBack(id)).toMatchObject({ ok: true })
  await trash.settle(() => false)
  await sweep()
  expect(store.trashOf(id).state).toBeNull()
  pass(364)
  await sweep()
  expect(store.trashOf(id).state).toBeNull()
  pass(2)
  await sweep()
  expect(store.trashOf(id).state).not.toBeNull()
})

test('a sweep moves old ended runs to the trash and leaves those that have not ended', async () => {
  const { store, trash, keeping, pass, sweep, home } = world()
  const old = store.runStore.createRun('Old', '/repo')
  const open = store.runStore.createRun('Open', '/repo')
  store.finishRun(old.id, 'completed', 'done')
  pass(200)
  await sweep()
  expect(trash.list()).toEqual([])
  pass(200)
  expect((await keeping.use()).going).toEqual([old.id])
  await sweep()
  expect(trash.list().map(({ runId }) => runId)).toEqual([old.id])
  expect(store.trashOf(open.id).state).toBeNull()
  writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ retention: { days: null, gigabytes: 0.000_001 } }))
  expect(await keeping.use()).toMatchObject({ settings: { days: null, outputDays: 30 }, isKnown: true })
  writeFileSync(path.join(home, 'settings.json'), '{ "retention": ')
  const nothing = { days: null, gigabytes: null, outputDays: null }
  expect(await keeping.use()).toMatchObject({ settings: nothing, isKnown: false, going: [] })
})

test('doctor says what the trash takes, and does not claim to know what unreadable settings say', () => {
  const use = { bytes: 3e9, settings: DEFAULT_RETENTION, isKnown: true, going: [], runs: new Map() }
  expect(storageCheck(use, { runs: 2, trashBytes: 0 }).text).toBe(
    '3.0 of 20 GB in 2 runs, kept for 365 days after they end.',
  )
  expect(storageCheck(use, { runs: 2, trashBytes: 5e9 }).text).toMatch(/after they end; 5\.0 GB more in the trash\.$/)
  const settings = { days: null, gigabytes: null, outputDays: null }
  const { level, text } = storageCheck({ ...use, settings, isKnown: false }, { runs: 2, trashBytes: 0 })
  expect(level).toBe('info')
  expect(text).toContain('How long they are kept is not known')
  expect(text).not.toContain('without end')
})

/** Of so many days ago, as `putAside` writes it. */
const dayOf = (daysAgo: number): string => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10)

test.skipIf(process.platform === 'win32')(
  'what was put aside is listed, and deleted after the time of the trash; nothing else that lies there is, and nothing behind a link',
  async () => {
    const { home, store, trash, sweep, pass } = world()
    const place = (name: string): string => path.join(home, 'trash', name)
    const make = (name: string, daysAgo: number): string => {
      mkdirSync(place(name), { recursive: true })
      writeFileSync(path.join(place(name), 'left.txt'), 'left\n')
      const then = new Date(Date.now() - daysAgo * DAY)
      utimesSync(place(name), then, then)
      return name
    }
    mkdirSync(path.join(home, 'worktrees', '0123abcd'), { recursive: true })
    await putAside(path.join(home, 'worktrees', '0123abcd'))
    const fresh = `${dayOf(0)}-0123abcd`
    const old = [make(`${dayOf(16)}-0123abcd`, 400), make(`${dayOf(90)}-0123abcd-2`, 90)]
    const used = make(`${dayOf(16)}-89abcdef`, 3)
    const { id } = store.runStore.createRun('Removed', '/repo')
    trash.remove(id)
    await trash.settle(() => false)
    const named = make(`${dayOf(16)}-fedcba98`, 90)
    store.moveTrash(id, 'removed', 'removed', { folder: named })
    const foreign = [make('notes', 90), make('2026-13-45-0123abcd', 90), make(`${dayOf(90)}-my-notes`, 90)]
    const outside = temporaryFolder()
    writeFileSync(path.join(outside, 'precious.txt'), 'precious\n')
    const [link, file] = [`${dayOf(90)}-00000000`, `${dayOf(90)}-11111111`]
    symlinkSync(outside, place(link))
    lutimesSync(place(link), 0, 0)
    writeFileSync(place(file), 'a file\n')
    utimesSync(place(file), 0, 0)
    old.push(link, file)

    const listed = (await listPutAside(home, new Set([named]), Date.now())).map(({ name }) => name)
    expect(listed.toSorted()).toEqual([fresh, used, ...old].toSorted())
    const before = readdirSync(path.join(home, 'trash'))
    await sweep()
    const left = readdirSync(path.join(home, 'trash'))
    expect(before.filter((name) => !left.includes(name)).toSorted()).toEqual(old.toSorted())
    pass(10)
    await sweep()
    expect(readdirSync(path.join(home, 'trash'))).toEqual(left)
    pass(2)
    await sweep()
    expect(left.filter((name) => !existsSync(place(name)))).toContain(used)
    expect(foreign.every((name) => existsSync(place(name)))).toBe(true)
    expect(readFileSync(path.join(outside, 'precious.txt'), 'utf8')).toBe('precious\n')
  },
)

test('a folder that cannot be deleted keeps no other one, is told, and gets no more time; a time yet to come gives none either', async () => {
  const { home, pass, sweep } = world()
  const place = (name: string): string => path.join(home, 'trash', name)
  const stuck = `${dayOf(90)}-00000000`
  const [other, later, endless] = [`${dayOf(90)}-11111111`, `${dayOf(90)}-22222222`, `${dayOf(90)}-33333333`]
  for (const name of [stuck, other, later, endless]) mkdirSync(place(name), { recursive: true })
  for (const name of [stuck, other]) utimesSync(place(name), 0, 0)
  utimesSync(place(later), Date.now() / 1_000 + 900 * 86_400, Date.now() / 1_000 + 900 * 86_400)
  utimesSync(place(endless), 9e12, 9e12)
  const remove = async (folder: string): Promise<void> => {
    if (!folder.includes('00000000')) return rmSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'left.txt'), 'left\n')
    throw new Error('EPERM: stuck')
  }
  await expect(removePutAside(home, new Set(), Date.now(), remove)).rejects.toThrow('EPERM: stuck')
  expect(readdirSync(path.join(home, 'trash'))).toEqual([`${stuck}.deleting`])
  pass(0.01)
  await sweep()
  expect(readdirSync(path.join(home, 'trash'))).toEqual([])
})

test('a sweep whose trash cannot be settled does all the rest, and says what failed', async () => {
  const { home, store, trash, pass, sweep } = world()
  const { id: runId } = store.runStore.createRun('Goal', '/repo')
  turnWithOutput(store, home, runId)
  store.addEvent(runId, 'system', 'note', 'the newest', {})
  const aside = path.join(home, 'trash', `${dayOf(90)}-11111111`)
  mkdirSync(aside, { recursive: true })
  utimesSync(aside, 0, 0)
  vi.spyOn(trash, 'settle').mockRejectedValueOnce(new AggregateError([new Error('one'), new Error('two')]))
  pass(31)
  await expect(sweep()).rejects.toThrow('one\ntwo')
  expect(existsSync(aside)).toBe(false)
  expect(store.listEvents(runId, 1)).toMatchObject([{ kind: 'compacted' }])
})

/** The most commits that came within one turn of the event loop. */
async function mostAtOnce(store: ReturnType<typeof world>['store'], work: () => Promise<void>): Promise<number> {
  let [commits, most, isDone] = [0, 0, false]
  const stop = store.subscribe(() => {
    commits += 1
    most = Math.max(most, commits)
  })
  const tick = (): void => {
    commits = 0
    if (!isDone) setImmediate(tick)
  }
  setImmediate(tick)
  await work()
  isDone = true
  stop()
  return most
}

test('compaction and deletion of a large run work in pieces, and everything else has its turn in between', async () => {
  const { home, store, trash, pass, sweep } = world()
  const { id: runId } = store.runStore.createRun('Large', '/repo')
  turnWithOutput(store, home, runId, 2_100)
  store.addEvent(runId, 'system', 'note', 'the newest', {})
  pass(31)
  expect(await mostAtOnce(store, sweep)).toBeLessThanOrEqual(2)
  expect(store.listEvents(runId, 1)).toMatchObject([{ kind: 'compacted', payload: { events: 2_100 } }])

  store.transaction(() => {
    for (let count = 0; count < 2_100; count += 1) store.addEvent(runId, 'system', 'note', 'more', {})
  })
  store.finishRun(runId, 'completed', '')
  trash.remove(runId)
  await trash.settle(() => false)
  store.moveTrash(runId, 'removed', 'purging')
  const stopped = new AbortController()
  const unsubscribe = store.subscribe(() => stopped.abort())
  await trash.settle(() => false, stopped.signal)
  unsubscribe()
  expect(store.hasRun(runId)).toBe(true)
  expect(await mostAtOnce(store, () => trash.settle(() => false))).toBeLessThanOrEqual(2)
  expect(store.hasRun(runId)).toBe(false)
})

/** A finished turn with output, and its transcript as a file. */
function turnWithOutput(store: ReturnType<typeof world>['store'], home: string, runId: string, pieces = 30) {
  const about = {
    runId,
    role: 'implementation',
    kind: 'implement',
    taskId: null,
    attemptId: null,
    agentId: 'demo',
  } as const
  const turn = store.startTurn(about)
  const told = (kind: string, source = 'implementation', payload: unknown = {}): void =>
    store.addEvent(runId, source, kind, kind, payload)
  told('turn_started', 'implementation', { turnId: turn.id })
  store.transaction(() => {
    for (let count = 0; count < pieces; count += 1) told(count % 3 === 0 ? 'tool_call' : 'agent_output')
  })
  told('agent_output', 'checker')
  told('scope_checked', 'system')
  told('turn_finished', 'implementation', { turnId: turn.id })
  const nothing = {
    detail: null,
    tokens: null,
    costMicros: null,
    sessionId: null,
    contextUsed: null,
    contextSize: null,
  }
  store.endTurn(turn.id, 'finished', { ...nothing, agentVersion: null })
  const file = `runs/${runId}/turns/${turn.id}.jsonl`
  mkdirSync(path.dirname(path.join(home, file)), { recursive: true })
  writeFileSync(path.join(home, file), '{"whole":true}\n')
  const metadata = { sha256: hashBytes('{"whole":true}\n'), bytes: 15, turnId: turn.id }
  store.addArtifact(runId, 'implementation', 'transcript', file, metadata)
  return { turn, file: path.join(home, file) }
}

test('compaction takes only output of finished turns that their whole transcript holds too', async () => {
  const { store, home, pass, sweep } = world()
  const { id: runId } = store.runStore.createRun('Goal', '/repo')
  const whole = turnWithOutput(store, home, runId)
  const cut = turnWithOutput(store, home, runId)
  writeFileSync(cut.file, '{"whole":tru')
  const running = store.startTurn({
    runId,
    role: 'checker',
    kind: 'check',
    taskId: null,
    attemptId: null,
    agentId: 'demo',
  })
  store.addEvent(runId, 'checker', 'turn_started', '', { turnId: running.id })
  store.addEvent(runId, 'checker', 'agent_output', 'now', {})
  const before = store.listEvents(runId, 1_000)
  pass(29)
  await sweep()
  expect(store.listEvents(runId, 1_000)).toEqual(before)
  pass(2)
  const heard = vi.fn()
  store.subscribe(heard)
  await sweep()
  const after = store.listEvents(runId, 1_000)
  expect(after.at(-1)).toMatchObject({ kind: 'compacted', payload: { turnId: whole.turn.id, events: 30 } })
  const gone = before.filter(({ id }) => !after.some((event) => event.id === id))
  expect(gone).toHaveLength(30)
  expect(gone.every(({ kind, source }) => /^(agent_output|tool_call)$/.test(kind) && source === 'implementation')).toBe(
    true,
  )
  expect(after.map(({ id }) => id)).toEqual([...after.map(({ id }) => id)].sort((a, b) => a - b))
  expect(store.listTurns(runId).map(({ compacted }) => compacted)).toEqual([true, false, false])
  expect(heard).toHaveBeenCalled()
  await sweep()
  expect(store.listEvents(runId, 1_000)).toEqual(after)
})

test('no output goes without the word that it did', async () => {
  const { store, home } = world()
  const { id: runId } = store.runStore.createRun('Goal', '/repo')
  turnWithOutput(store, home, runId)
  store.addEvent(runId, 'system', 'note', 'the newest', {})
  const before = store.listEvents(runId, 1_000)
  const [turn = expect.fail('no turn')] = store.compactableTurns(runId, new Date(Date.now() + DAY).toISOString())
  const cut = (): never => {
    throw new Error('cut')
  }
  expect(store.compactTurn(turn, cut)).toThrow('cut')
  expect(store.listEvents(runId, 1_000)).toEqual(before)
  const compactPiece = store.compactTurn(turn, ({ message, ...event }) =>
    store.addEvent(runId, event.source, event.kind, message, event.payload),
  )
  expect(compactPiece()).toBe(true)
  expect(store.listEvents(runId, 1)).toMatchObject([{ kind: 'compacted', payload: { events: 30 } }])
})

test('compaction that ends between two pieces has told the whole number, and is gone on with without another word', async () => {
  const { store, home, pass, sweep } = world()
  const { id: runId } = store.runStore.createRun('Goal', '/repo')
  turnWithOutput(store, home, runId, 1_100)
  store.addEvent(runId, 'system', 'note', 'the newest', {})
  const [turn = expect.fail('no turn')] = store.compactableTurns(runId, new Date(Date.now() + DAY).toISOString())
  const piece = store.compactTurn(turn, ({ source, kind, message, payload }) =>
    store.addEvent(runId, source, kind, message, payload),
  )
  const told = () => store.listEvents(runId, 2_000).filter(({ kind }) => kind === 'compacted')
  expect(piece()).toBe(false)
  expect(told()).toMatchObject([{ payload: { turnId: turn.id, events: 1_100 } }])
  expect(store.listTurns(runId)).toMatchObject([{ compacted: false }])
  pass(31)
  await sweep()
  expect(told()).toMatchObject([{ payload: { events: 1_100 } }])
  const left = store
    .listEvents(runId, 2_000)
    .filter(({ kind, source }) => kind === 'agent_output' && source !== 'checker')
  expect([left, store.listTurns(runId)]).toMatchObject([[], [{ compacted: true }]])
})
