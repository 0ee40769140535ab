/** Removed runs with real git, files and SQLite: hidden, kept for two weeks, put back whole, deleted for good. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { createCheckpoints } from '../electron/checkpoints.ts'
import { decideGate } from '../electron/engine/decide.ts'
import { editPlan } from '../electron/engine/edit-plan.ts'
import { drive } from '../electron/engine/engine.ts'
import { controlRun, steerRun } from '../electron/start-run.ts'
import { createTrash } from '../electron/trash.ts'
import { openGateRows, pageOfRunRows } from '../electron/views/run-row.ts'
import { TRASH_DAYS } from '../shared/trash-days.ts'
import { type RealRun, realRun, task } from './checkpoints/real-files.ts'
import { isTriptychs, snapshot } from './support/repository.ts'

vi.setConfig({ testTimeout: 240_000 })

const DAY_MS = 86_400_000

function trashOf(run: RealRun) {
  const told: string[] = []
  let now = Date.parse('2026-03-01T10:00:00.000Z')
  const { store, home } = run
  const trash = createTrash({
    store,
    git: run.ports.git,
    home,
    workplaceOf: (of) => run.ports.workplace({ ...store.getRun(run.runId), ...of }),
    now: () => now,
    tell: (message) => told.push(message),
  })
  return { trash, told, pass: (days: number) => (now += days * DAY_MS), settle: () => trash.settle(() => false) }
}

const listed = (run: RealRun): string[] => {
  const page = pageOfRunRows(run.store, { limit: 10 })
  return page.ok ? page.value.rows.map(({ id }) => id) : expect.fail()
}
const trashed = (run: RealRun): string[] => {
  const folder = path.join(run.home, 'trash')
  return existsSync(folder) ? readdirSync(folder) : []
}

test('a removed run is hidden, its worktree is in the trash as it was, and it comes back whole', async () => {
  const run = realRun()
  const { trash, settle } = trashOf(run)
  await run.go()
  run.write('mine.txt', 'not committed\n')
  expect(trash.remove(run.runId)).toEqual({ ok: true, value: '2026-03-15T10:00:00.000Z' })
  expect(trash.remove(run.runId)).toMatchObject({ ok: false, error: { code: 'removed' } })
  expect([listed(run), openGateRows(run.store)]).toEqual([[], []])
  expect(controlRun(run.store, run.runId, 'resume', 'person')).toMatchObject({ ok: false, error: { code: 'removed' } })
  await settle()
  expect(existsSync(run.worktree)).toBe(false)
  const [folder = ''] = trashed(run)
  expect(folder).toBe(`2026-03-01-${run.runId.slice(0, 8)}`)
  expect(readFileSync(path.join(run.home, 'trash', folder, 'mine.txt'), 'utf8')).toBe('not committed\n')
  expect(trash.list()).toMatchObject([{ runId: run.runId, state: 'removed' }])

  expect(trash.putBack(run.runId)).toMatchObject({ ok: true })
  await settle()
  expect([run.file('mine.txt'), trashed(run), listed(run)]).toEqual(['not committed\n', [], [run.runId]])
  expect(trash.putBack(run.runId)).toMatchObject({ ok: false, error: { code: 'not_removed' } })
  expect(openGateRows(run.store)).toHaveLength(1)
  expect(await run.resume()).toEqual({ kind: 'wait', why: 'gate' })
})

test('nobody answers, steers or edits the plan of a removed run; put back, everything is as it was', async () => {
  const run = realRun({ config: { policy: 'supervised' } })
  const { trash, settle } = trashOf(run)
  await run.go()
  const { store, runId } = run
  const [gate = expect.fail('no gate')] = store.listOpenGates(runId)
  const { subjectHash } = gate
  const approve = () =>
    decideGate(store, gate.id, { subjectHash, verdict: 'approved', source: 'human', rationale: '', payload: {} })
  const steer = () => steerRun(store, runId, 'implementation', 'next_turn', 'Mind the gap')
  trash.remove(runId)
  for (const moved of [false, true]) {
    if (moved) await settle()
    const events = store.listEvents(runId, 1)
    expect(approve()).toEqual({ ok: false, error: { kind: 'removed' } })
    expect(editPlan(store, runId, 1, [task('Other')])).toEqual({ ok: false, error: { kind: 'removed' } })
    expect(steer()).toMatchObject({
      ok: false,
      error: { code: 'removed', remedy: expect.stringContaining('put-back') },
    })
    expect([store.getGate(gate.id).state, store.listEvents(runId, 1)]).toEqual(['open', events])
  }
  trash.putBack(runId)
  expect(steer()).toMatchObject({ ok: true })
  expect(approve()).toMatchObject({ ok: true })
})

test('a removed run returns to no checkpoint, whoever would drive it, and says so at once', async () => {
  const run = realRun()
  const { trash, settle } = trashOf(run)
  await run.go()
  const { id } = run.checkpoint('"One" completed')
  const checkpoints = createCheckpoints(run.store, run.ports)
  const { hash } = await checkpoints.previewReturn(id)
  trash.remove(run.runId)
  await settle()
  const perform = vi.fn()
  expect(await checkpoints.returnTo(id, hash, perform)).toMatchObject({ ok: false, error: { code: 'removed' } })
  expect((await checkpoints.previewReturn(id)).problem).toContain('is in the trash')
  expect(perform).not.toHaveBeenCalled()
  expect([existsSync(run.worktree), trashed(run).length]).toEqual([false, 1])
  trash.putBack(run.runId)
  await settle()

  run.store.database.run(
    `INSERT INTO history_losses (id, kind, found_event_id, found_at) VALUES ('l', 'changed', 1, '2026-01-01')`,
  )
  expect(await checkpoints.returnTo(id, hash, perform)).toMatchObject({ ok: false, error: { code: 'history_loss' } })
})

test('removed while an attempt works: the turn is ended first, and nothing is moved under it [fault 68]', async () => {
  let removed = false
  const run: RealRun = realRun({
    implement: async ({ signal }) => {
      run.write('half.txt', 'half\n')
      expect(box.trash.remove(run.runId)).toMatchObject({ ok: true })
      await box.settle()
      removed = existsSync(run.worktree)
      await vi.waitFor(() => expect(signal.aborted).toBe(true), { timeout: 5_000 })
      return { kind: 'stopped' }
    },
  })
  const box = trashOf(run)
  expect(await run.go()).toEqual({ kind: 'wait', why: 'paused' })
  expect(removed, 'the worktree stays while a turn runs').toBe(true)
  await box.settle()
  expect(existsSync(run.worktree)).toBe(false)
  const [folder = ''] = trashed(run)
  expect(readFileSync(path.join(run.home, 'trash', folder, 'half.txt'), 'utf8')).toBe('half\n')
  expect(run.store.getRun(run.runId)).toMatchObject({ status: 'paused', control: 'pause' })
  expect(box.trash.putBack(run.runId).ok).toBe(true)
  await box.settle()
  expect(run.file('half.txt')).toBe('half\n')
})

test('after two weeks rows, files, refs and worktree are gone; the branch, the checkout and other runs stay', async () => {
  const run = realRun()
  const other = realRun({ store: run.store, repository: run.repository })
  await run.go()
  await other.go()
  const folder = path.join(run.home, 'runs', run.runId)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'kept.txt'), 'artifact\n')
  const { trash, pass, settle } = trashOf(run)
  const tip = run.tip()
  const checkout = () => snapshot(run.repository.root, isTriptychs)
  const before = checkout()
  const refsOf = (id: string) => run.repository.git('for-each-ref', '--format=%(refname)', `refs/triptych/${id}/`)
  const others = [refsOf(other.runId), JSON.stringify(run.store.listTasks(other.runId))]
  trash.remove(run.runId)
  await settle()
  pass(TRASH_DAYS - 1)
  await settle()
  expect(run.store.hasRun(run.runId)).toBe(true)
  expect(refsOf(run.runId)).not.toBe('')
  pass(1)
  await settle()
  expect([run.store.hasRun(run.runId), refsOf(run.runId), trashed(run), existsSync(folder)]).toEqual([
    false,
    '',
    [],
    false,
  ])
  for (const table of ['tasks', 'events', 'artifacts', 'checkpoints', 'turns', 'task_attempts'])
    expect(run.store.database.get(`SELECT count(*) AS n FROM ${table} WHERE run_id = ?`, run.runId)?.['n'], table).toBe(
      0,
    )
  expect(run.tip()).toBe(tip)
  expect(checkout()).toEqual(before)
  expect([refsOf(other.runId), JSON.stringify(run.store.listTasks(other.runId))]).toEqual(others)
  expect(await drive(other.ports, other.runId, new AbortController().signal)).toEqual({ kind: 'wait', why: 'gate' })
})

test.each([
  { repository: 'is no repository any more', spoil: '.git', says: [/is no git repository any more/] },
  { repository: 'is gone', spoil: '.', says: [] },
])(
  'a run whose repository $repository is deleted all the same, though at the second try; what is left is told once',
  async ({ spoil, says }) => {
    const run = realRun()
    const { trash, told, pass, settle } = trashOf(run)
    await run.go()
    trash.remove(run.runId)
    await settle()
    rmSync(path.join(run.repository.root, spoil), { recursive: true })
    pass(TRASH_DAYS)
    vi.spyOn(run.store, 'listAttachments').mockImplementationOnce(() => {
      throw new Error('no more')
    })
    await expect(settle()).rejects.toThrow('no more')
    await settle()
    expect(run.store.hasRun(run.runId)).toBe(false)
    expect(trashed(run)).toEqual([])
    expect(told).toEqual(says.map((pattern) => expect.stringMatching(pattern)))
  },
)

test.skipIf(process.platform === 'win32').each([
  { what: 'whose place', spoil: '.' },
  { what: 'whose .git', spoil: '.git' },
  { what: 'whose refs', spoil: '.git/refs' },
])('a repository $what cannot be read puts off the deletion of its run, and of no other one', async ({ spoil }) => {
  const run = realRun()
  const other = run.store.runStore.createRun('Other', '/nowhere')
  const { trash, pass, settle } = trashOf(run)
  await run.go()
  for (const id of [run.runId, other.id]) trash.remove(id)
  await settle()
  const place = path.join(run.repository.root, spoil)
  renameSync(place, `${place}-kept`)
  symlinkSync(place, place)
  pass(TRASH_DAYS)
  await expect(settle()).rejects.toThrow(/ELOOP/)
  expect([run.runId, other.id].map(run.store.hasRun)).toEqual([true, false])
  unlinkSync(place)
  renameSync(`${place}-kept`, place)
  await settle()
  expect(run.store.hasRun(run.runId)).toBe(false)
  expect(run.repository.git('for-each-ref', `refs/triptych/${run.runId}/`)).toBe('')
})

test('what was cut in the middle is done by the next sweep: moving in, moving out, deleting', async () => {
  const run = realRun()
  const { trash, settle } = trashOf(run)
  await run.go()
  trash.remove(run.runId)
  const { git } = run.ports
  // Killed after the name was stored and before the folder was moved, and again right after.
  run.store.moveTrash(run.runId, 'removing', 'removing', { folder: 'named-before' })
  await settle()
  expect(trashed(run)).toEqual(['named-before'])
  run.store.moveTrash(run.runId, 'removed', 'removing')
  await settle()
  expect(run.store.trashOf(run.runId)).toMatchObject({ state: 'removed', folder: 'named-before' })
  // A worktree that somebody made meanwhile is never replaced.
  mkdirSync(run.worktree)
  run.write('new.txt', 'new\n')
  run.store.moveTrash(run.runId, 'removed', 'removing')
  await settle()
  expect(trashed(run)).toHaveLength(2)
  run.store.moveTrash(run.runId, 'removed', 'purging')
  vi.spyOn(git, 'removeRefs').mockRejectedValueOnce(new Error('locked'))
  await expect(settle()).rejects.toThrow('locked')
  expect(run.store.hasRun(run.runId)).toBe(true)
  await settle()
  expect(run.store.hasRun(run.runId)).toBe(false)
})

test('cleaning up takes what has ended and leaves the rest alone; what is in the trash can be deleted before its time', async () => {
  const run = realRun()
  const { trash, settle } = trashOf(run)
  await run.go()
  expect(trash.remove(run.runId, true)).toMatchObject({ ok: false, error: { code: 'in_progress' } })
  expect([listed(run), run.store.getRun(run.runId).control]).toEqual([[run.runId], 'run'])
  expect(trash.purge(run.runId)).toMatchObject({ ok: false, error: { code: 'not_removed' } })

  controlRun(run.store, run.runId, 'cancel', 'person')
  await run.resume()
  expect(trash.remove(run.runId, true)).toMatchObject({ ok: true })
  expect(trash.purge(run.runId)).toMatchObject({ ok: false, error: { code: 'moving' } })
  await settle()
  expect(trash.purge(run.runId)).toEqual({ ok: true, value: null })
  expect(trash.putBack(run.runId)).toMatchObject({ ok: false, error: { code: 'purged' } })
  await settle()
  expect([trashed(run), existsSync(path.join(run.home, 'runs', run.runId)), run.store.hasRun(run.runId)]).toEqual([
    [],
    false,
    false,
  ])
})
