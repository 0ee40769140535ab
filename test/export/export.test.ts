/** A run as a folder and as a page: whole or not at all, the same each time, inert, and without this machine's places. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { reportProblems, verifyFolder } from '../../electron/export/verify/verify-folder.ts'
import { hashBytes } from '../../electron/hash.ts'
import { canonicalText } from '../../shared/canonical-json.ts'
import { makeTempFolder } from '../support/repository.ts'
import { AT, type FinishedRun, finishedRun, HOSTILE } from './exported-run.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let run: FinishedRun
beforeAll(async () => {
  run = await finishedRun()
})
afterAll(() => run.store.close())

const NEVER = new AbortController().signal
const write = (targets: { folder?: string; report?: string }, signal = NEVER) =>
  run.exports.write(run.runId, targets, signal)
const freePlace = (name: string): string => path.join(makeTempFolder('out'), name)

test('the folder holds records, events and every artifact as it is, and is for its person alone', async () => {
  const folder = freePlace('run')
  const written = await write({ folder })
  if (!written.ok) return expect.fail(written.error.message)
  expect(readdirSync(folder).sort()).toEqual([
    'artifacts',
    'events.ndjson',
    'evidence.json',
    'manifest.json',
    'records',
    'report.html',
  ])
  const artifacts = run.store.runStore.listArtifacts(run.runId)
  const names = readdirSync(path.join(folder, 'artifacts'))
  expect(names).toHaveLength(artifacts.length)
  for (const [index, name] of names.sort().entries()) {
    const { metadata, path: stored } = artifacts[index] ?? expect.fail()
    const bytes = readFileSync(path.join(folder, 'artifacts', name))
    expect(bytes).toEqual(readFileSync(path.join(run.home, stored)))
    expect(metadata).toMatchObject({ sha256: hashBytes(bytes) })
  }
  const events = readFileSync(path.join(folder, 'events.ndjson'), 'utf8').trimEnd().split('\n')
  expect(events).toEqual(run.store.listEvents(run.runId, 500).map((event) => canonicalText(event)))
  const tasks = readFileSync(path.join(folder, 'records/tasks.json'), 'utf8')
  expect(tasks).toBe(canonicalText(run.store.listTasks(run.runId)))
  expect(written.value).toMatchObject({ absent: 0, files: names.length + 14 + 4 })
  if (process.platform !== 'win32')
    expect([statSync(folder).mode & 0o777, statSync(path.join(folder, 'manifest.json')).mode & 0o777]).toEqual([
      0o700, 0o600,
    ])
})

test('an ended run has the same contents each time, so that a report of any day is about the folder of another', async () => {
  const [folder, report] = [freePlace('run'), freePlace('report.html')]
  const [first, second] = [await write({ folder }), await write({ report })]
  if (!first.ok || !second.ok) return expect.fail('not written')
  expect(second.value.contents).toBe(first.value.contents)
  expect(readFileSync(report, 'utf8')).toBe(readFileSync(path.join(folder, 'report.html'), 'utf8'))
  expect(reportProblems(readFileSync(report, 'utf8'), first.value.contents, 'report')).toEqual([])
  expect(reportProblems(readFileSync(report, 'utf8').replace('Plan', 'plan'), first.value.contents, 'r')).toHaveLength(
    1,
  )
  expect(reportProblems('<html></html>', first.value.contents, 'r')).toEqual(['r: this is no report of Triptych.'])
})

test('nothing is replaced, and nothing half-written stays behind', async () => {
  const place = makeTempFolder('out')
  const taken = path.join(place, 'taken')
  mkdirSync(taken)
  writeFileSync(path.join(taken, 'mine.txt'), 'mine')
  expect(await write({ folder: taken })).toMatchObject({ ok: false, error: { code: 'is_there' } })
  expect(await write({ report: path.join(taken, 'mine.txt') })).toMatchObject({
    ok: false,
    error: { code: 'is_there' },
  })
  expect(await write({ folder: path.join(place, 'none', 'run') })).toMatchObject({ error: { code: 'no_folder' } })
  expect(readFileSync(path.join(taken, 'mine.txt'), 'utf8')).toBe('mine')

  const controller = new AbortController()
  controller.abort()
  const both = { folder: path.join(place, 'run'), report: path.join(place, 'run.html') }
  expect(await write(both, controller.signal)).toMatchObject({ ok: false, error: { code: 'interrupted' } })
  expect(readdirSync(place)).toEqual(['taken'])

  mkdirSync(path.join(place, 'empty'))
  expect(await write({ folder: path.join(place, 'empty') })).toMatchObject({ ok: true })
  expect(existsSync(path.join(place, 'empty', 'manifest.json'))).toBe(true)
})

test('a file that is gone, a link or elsewhere is told and not followed; the rest is exported', async () => {
  const outside = path.join(makeTempFolder('outside'), 'secret')
  writeFileSync(outside, 'do not follow')
  const inRun = (name: string): string => path.posix.join('runs', run.runId, 'artifacts', name)
  const paths = [inRun('gone.log'), inRun('link.log'), outside]
  symlinkSync(outside, path.join(run.home, inRun('link.log')))
  const added = paths.map((file) => run.store.addArtifact(run.runId, null, 'other', file, {}).id)
  const folder = freePlace('run')
  const written = await write({ folder })
  for (const id of added) run.store.database.run('DELETE FROM artifacts WHERE id = ?', id)
  rmSync(path.join(run.home, inRun('link.log')))
  expect(written).toMatchObject({ ok: true, value: { absent: 3 } })
  const { artifacts } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
  expect(artifacts.slice(-3).map(({ absent }: { absent: string }) => absent)).toEqual(['gone', 'not_plain', 'outside'])
  const verified = await verifyFolder(folder, null)
  expect(verified).toMatchObject({ ok: true, value: { problems: [] } })
  expect(verified.ok && verified.value.notes).toHaveLength(3)
  expect(readFileSync(path.join(folder, 'report.html'), 'utf8')).toContain(
    '3 files of the run could not be read: missing in the folder.',
  )
})

test('the report is one inert page: no script, nothing loaded, hidden signs shown, what an agent wrote as text', async () => {
  const report = freePlace('report.html')
  await write({ report })
  const page = readFileSync(report, 'utf8')
  expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-`)
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? ''
  const digest = Buffer.from(hashBytes(style).slice(7), 'hex').toString('base64')
  expect(page).toContain(`sha256-${digest}`)
  expect(page).not.toMatch(
    /<(?:script|link|img|iframe|object|embed|form|svg)\b|\son[a-z]+=|\bstyle=|@import|url\(|https?:/i,
  )
  expect(HOSTILE).toContain('<script>')
  expect(page).toContain('FAIL &lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt; &lt;U+202E&gt;gnp.exe')
})

test('the report tells goal, plan, attempts, steps, verdicts, answers with their hashes, diff, checkpoints, usage', async () => {
  const report = freePlace('report.html')
  const written = await write({ report })
  const page = readFileSync(report, 'utf8')
  for (const told of [
    'Make it better',
    'Revision 1 of 1',
    '1. One',
    '2. Two',
    'Attempt 1',
    'Attempt 2',
    '✗ exit 1',
    '✓ exit 0',
    '✓ met',
    'failed before',
  ])
    expect(page).toContain(told)
  for (const { subjectHash } of run.store.listGates(run.runId)) expect(page).toContain(subjectHash)
  for (const id of ['plan', 'tasks', 'review', 'gates', 'diff', 'checkpoints', 'usage', 'hashes'])
    expect(page).toContain(`<h2 id="${id}">`)
  expect(page).toContain('<span class="a">+One</span>')
  expect(page).toContain(written.ok ? written.value.contents : 'none')
  expect(page).toContain('2026-02-03 04:05:06 UTC')
  expect(AT).toContain('04:05:06')
})

test('the places of this machine are not in the report, though the logs name them', async () => {
  const [folder, report] = [freePlace('run'), freePlace('report.html')]
  await write({ folder, report })
  const page = readFileSync(report, 'utf8')
  expect(page).not.toContain(run.home)
  expect(page).toContain('&lt;data folder&gt;/worktrees/')
  const logs = readdirSync(path.join(folder, 'artifacts')).filter((name) => name.endsWith('.log'))
  expect(readFileSync(path.join(folder, 'artifacts', logs[0] ?? ''), 'utf8')).toContain(run.home)
})
