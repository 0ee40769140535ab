import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createChildMarkers } from '../../electron/process/child-markers.ts'
import { type ProcessEntry, readProcessTable } from '../../electron/process/process-table.ts'
import { endTree, membersOf } from '../../electron/process/tree.ts'

const [OURS, OTHER] = [randomUUID(), randomUUID()]
const entry = (pid: number, parentPid: number, groupId: number, marker: string | null = null): ProcessEntry => ({
  pid,
  parentPid,
  groupId,
  marker,
  startStamp: `s${pid}`,
})
const root = (pid: number, exited: boolean) => ({ pid, exited: () => exited })

const TABLE = [
  entry(1, 0, 1),
  entry(100, 1, 100, OURS), // the root
  entry(101, 100, 100, OURS),
  entry(102, 1, 102, OURS), // in a session of its own, its parent is gone
  entry(103, 102, 103), // cleared its environment
  entry(104, 103, 104),
  entry(105, 1, 100), // cleared its environment, its parent is gone, still in the group
  entry(200, 1, 200, OTHER),
  entry(201, 200, 200, OTHER),
  entry(300, 1, 300),
]

test.each([
  ['by marker, descent and group', { marker: OURS, root: root(100, false) }, TABLE, [100, 101, 102, 103, 104, 105]],
  ['without a root', { marker: OURS, root: null }, TABLE, [100, 101, 102, 103, 104]],
  [
    'never the own process, nor through it',
    { marker: OURS, root: null },
    [entry(999, 1, 1, OURS), entry(5, 999, 5)],
    [],
  ],
  ['the pid of an ended root is in use again', { marker: OURS, root: root(300, true) }, [entry(300, 1, 300)], []],
  ['the group of an ended root lives on', { marker: OURS, root: root(90, true) }, [entry(91, 1, 90)], [91]],
  ['the group holds a child of another', { marker: OURS, root: root(200, false) }, [entry(201, 1, 200, OTHER)], []],
])('members: %s', (_, tree, table, pids) => {
  const members = membersOf(tree, table, new Set(), 999).map(({ pid }) => pid)
  expect(members.sort((a, b) => a - b)).toEqual(pids)
})

/** As Windows tells it: no markers, no groups, and parents that may have ended long ago. */
const onWindows = (pid: number, parentPid: number, startStamp: string): ProcessEntry => ({
  ...{ pid, parentPid, startStamp },
  ...{ groupId: null, marker: null },
})
const WINDOWS = [
  onWindows(0, 0, ''),
  onWindows(4, 0, ''),
  onWindows(100, 999, '639999999999999999'), // the root
  onWindows(101, 100, '640000000000000000'),
  onWindows(102, 101, '640000000000000001'),
  onWindows(103, 100, '639000000000000000'), // its parent had the root's pid before the root
  onWindows(104, 103, '640000000000000002'),
  onWindows(105, 77, '640000000000000003'), // its parent is gone
]

test.each([
  ['a root and what descends from it', { marker: OURS, root: root(100, false) }, [], [100, 101, 102]],
  ['whose parent has ended, if it was seen before', { marker: OURS, root: null }, ['105@640000000000000003'], [105]],
  ['nothing of a root whose pid is in use again', { marker: OURS, root: root(100, true) }, [], []],
  ['nothing without a root: no marker can be read', { marker: OURS, root: null }, [], []],
] as const)('members on Windows: %s', (_, tree, seen, pids) => {
  expect(membersOf(tree, WINDOWS, new Set(seen), 999).map(({ pid }) => pid)).toEqual(pids)
})

test('a process seen earlier stays a member, but not a new one with its pid', () => {
  const tree = { marker: OURS, root: null }
  const seen = new Set(['300@s300'])
  expect(membersOf(tree, TABLE, seen).map(({ pid }) => pid)).toContain(300)
  expect(membersOf(tree, [{ ...entry(300, 1, 300), startStamp: 'later' }], seen)).toEqual([])
})

async function running(marker: string): Promise<number> {
  return (await readProcessTable()).filter((candidate) => candidate.marker === marker).length
}

/** Starts a shell with a marker, and waits until `count` processes carry it. */
async function start(marker: string, script: string, count: number): Promise<number> {
  const env = { PATH: process.env['PATH'], TRIPTYCH_CHILD: marker }
  const child = spawn('/bin/sh', ['-c', script], { env, detached: true, stdio: 'ignore' })
  onTestFinished(async () => void (await endTree({ marker, root: null }, { termGraceMs: 0 })))
  await vi.waitFor(async () => expect(await running(marker)).toBe(count), { timeout: 5_000, interval: 10 })
  return child.pid ?? 0
}

const FOREVER = 'while :; do sleep 100; done'

test('SIGTERM is enough for who listens', async () => {
  const marker = randomUUID()
  const pid = await start(marker, 'sleep 100 & sleep 100', 3)
  const { ended, left } = await endTree({ marker, root: root(pid, false) })
  expect(ended.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGTERM', 'SIGTERM'])
  expect(left).toEqual([])
  expect(await running(marker)).toBe(0)
})

test('who ignores SIGTERM is killed, in a session of its own too', async () => {
  const marker = randomUUID()
  await start(marker, `trap "" TERM; setsid sh -c 'trap "" TERM; ${FOREVER}' & ${FOREVER}`, 4)
  const { ended } = await endTree({ marker, root: null }, { termGraceMs: 100 })
  expect(ended.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThanOrEqual(2)
  expect(await running(marker)).toBe(0)
})

test('leftovers of a dead owner are swept; children of a living one, and of nobody recorded, are left alone', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-markers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const markers = await createChildMarkers(folder)
  const [dead, cut, living, unknown] = [randomUUID(), randomUUID(), markers.open(), randomUUID()]
  const record = { ownerPid: process.pid, ownerStartStamp: 'of an earlier process with this pid' }
  writeFileSync(path.join(folder, dead), `${JSON.stringify(record)}\n`)
  writeFileSync(path.join(folder, cut), '{"ownerPid":')
  const gone = randomUUID() // As one that its owner closes between the listing and the look.
  symlinkSync('nowhere', path.join(folder, gone))
  await Promise.all([dead, cut, living, unknown].map((marker) => start(marker, 'exec sleep 100', 1)))

  const { ended, left } = await markers.sweepLeftovers()
  expect(ended).toHaveLength(2)
  expect(left).toEqual([])
  expect(await Promise.all([dead, cut, living, unknown].map(running))).toEqual([0, 0, 1, 1])
  rmSync(path.join(folder, gone))
  expect(readdirSync(folder)).toEqual([living])
  markers.close(living)
  expect(readdirSync(folder)).toEqual([])
})

test('an owner that is still dying when the next one looks has left its children, too [fault 23]', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-markers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const markers = await createChildMarkers(folder)
  const ofOwner = async (seconds: string): Promise<string> => {
    const owner = spawn('sleep', [seconds], { stdio: 'ignore' })
    onTestFinished(() => void owner.kill('SIGKILL'))
    const marker = randomUUID()
    await start(marker, 'exec sleep 100', 1)
    const entry = (await readProcessTable()).find(({ pid }) => pid === owner.pid) ?? expect.fail('it has not begun')
    const record = { ownerPid: entry.pid, ownerStartStamp: entry.startStamp }
    writeFileSync(path.join(folder, marker), `${JSON.stringify(record)}\n`)
    return marker
  }
  const living = await ofOwner('100')
  const dying = await ofOwner('0.3')
  const { ended, left } = await markers.sweepLeftovers()
  expect([ended.length, left]).toEqual([1, []])
  expect(await Promise.all([dying, living].map(running))).toEqual([0, 1])
  expect(readdirSync(folder)).toEqual([living])
})
