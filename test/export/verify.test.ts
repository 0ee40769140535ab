/** Every way in which an exported folder can be tampered with is told, by the file and what is wrong with it. */
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyFolder } from '../../electron/export/verify/verify-folder.ts'
import { canonicalText } from '../../shared/canonical-json.ts'
import { makeTempFolder } from '../support/repository.ts'
import { copyOf, type ExportedFolder, type FinishedRun, finishedRun } from './exported-run.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

let run: FinishedRun
let exported: string
let contents: string

beforeAll(async () => {
  run = await finishedRun()
  exported = path.join(makeTempFolder('exported'), 'run')
  const written = await run.exports.write(run.runId, { folder: exported }, new AbortController().signal)
  if (!written.ok) throw new Error(written.error.message)
  contents = written.value.contents
})
afterAll(() => run.store.close())

async function problemsOf(folder: string, expected: string | null = null): Promise<string[]> {
  const verified = await verifyFolder(folder, expected)
  return verified.ok ? verified.value.problems : [verified.error.message]
}

test('a folder as it was exported differs in nothing, and all four answers are bound to what is in it', async () => {
  const verified = await verifyFolder(exported, contents)
  // The plan, two tasks and the result; the first attempt of a task failed and was asked about nothing.
  expect(verified).toMatchObject({
    ok: true,
    value: { problems: [], notes: [], bound: 4, manifest: { runId: run.runId, contents } },
  })
})

const LOG = /^artifacts\/\d+-verification_log\.log$/
const changeJson = (folder: ExportedFolder, file: string, from: string, to: string): void => {
  const text = folder.read(file)
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  folder.write(file, text.replace(from, to))
}

/** What is done to a copy, and what must be said of it. */
const TAMPERED: Readonly<Record<string, readonly [(folder: ExportedFolder) => void, RegExp]>> = {
  'a changed byte': [
    (folder) => folder.write(folder.find(LOG), folder.read(folder.find(LOG)).replace(/^./, 'X')),
    /^artifacts\/\d+-verification_log\.log: changed\. \d+ bytes, as many as were exported; its hash is sha256:/,
  ],
  'a longer file': [
    (folder) => folder.write('events.ndjson', `${folder.read('events.ndjson')}{}\n`),
    /^events\.ndjson: changed\. \d+ bytes instead of \d+/,
  ],
  'a missing file': [
    (folder) => rmSync(path.join(folder.folder, folder.find(LOG))),
    /-verification_log\.log: missing\.$/,
  ],
  'missing records': [
    (folder) => rmSync(path.join(folder.folder, 'records/gates.json')),
    /^records\/gates\.json: missing\.$/,
  ],
  'an added file': [
    (folder) => folder.write('artifacts/9999-report.md', 'All fine'),
    /^artifacts\/9999-report\.md: added\./,
  ],
  'an added folder with a file': [
    (folder) => {
      mkdirSync(path.join(folder.folder, 'more'))
      folder.write('more/note.txt', '')
    },
    /^more\/note\.txt: added\./,
  ],
  'swapped files': [
    (folder) => {
      const [one, other] = [folder.find(/-diff\./), folder.find(/-prompt\./)].map((file) =>
        path.join(folder.folder, file),
      )
      renameSync(one ?? '', `${one}.x`)
      renameSync(other ?? '', one ?? '')
      renameSync(`${one}.x`, other ?? '')
    },
    /^artifacts\/\S+-diff\.diff: swapped\. It holds what artifacts\/\S+-prompt\.md should hold\.$/,
  ],
  'an edited record': [
    (folder) => changeJson(folder, 'records/approvals.json', '"verdict":"approved"', '"verdict":"rejected"'),
    /^records\/approvals\.json: changed\./,
  ],
  'a record in another form': [
    (folder) => folder.write('records/run.json', JSON.stringify(JSON.parse(folder.read('records/run.json')), null, 2)),
    /^records\/run\.json: changed\. It is not canonical JSON/,
  ],
  'a link in the place of a file': [
    (folder) => {
      const file = path.join(folder.folder, folder.find(LOG))
      renameSync(file, path.join(folder.folder, '..', 'elsewhere'))
      symlinkSync('../../elsewhere', file)
    },
    /-verification_log\.log: this is a link/,
  ],
  'an edited manifest': [
    (folder) => changeJson(folder, 'manifest.json', '"triptych":"1.2.3"', '"triptych":"1.2.4"'),
    /^manifest\.json: changed\. Its own hash does not fit\.$/,
  ],
  'a file left out of the manifest': [
    (folder) => {
      const { files } = folder.manifest()
      changeJson(folder, 'manifest.json', `${canonicalText(files[0])},`, '')
    },
    /^manifest\.json: changed\. Its list of files does not have the hash/,
  ],
  'no manifest': [(folder) => rmSync(path.join(folder.folder, 'manifest.json')), /^manifest\.json: missing\./],
  'a manifest that is none': [(folder) => folder.write('manifest.json', '{}'), /^manifest\.json: it is damaged/],
  'an edited report': [
    (folder) => changeJson(folder, 'report.html', 'not verified', 'verified'),
    /^report\.html: changed after it was written\.$/,
  ],
}

test.each(Object.entries(TAMPERED))('%s is told', async (_, [tamper, told]) => {
  const folder = copyOf(exported)
  tamper(folder)
  expect(await problemsOf(folder.folder)).toContainEqual(expect.stringMatching(told))
})

/** The same by somebody who makes manifest and report fit again. */
const REWRITTEN: Readonly<Record<string, readonly [(folder: ExportedFolder) => void, RegExp]>> = {
  'what a gate asked about': [
    (folder) => changeJson(folder, 'records/gates.json', '"revision":1', '"revision":2'),
    /^records\/gates\.json: the subject of gate \S+ \(“Approve plan 1 with 2 tasks\?”\) does not have its hash/,
  ],
  'what an answer was given for': [
    (folder) => changeJson(folder, 'records/approvals.json', '"subjectHash":"sha256:', '"subjectHash":"sha256:0'),
    /^records\/approvals\.json: the answer to gate .* was given for something else\.$/,
  ],
  'a question that nobody answered': [
    (folder) => changeJson(folder, 'records/gates.json', '"state":"decided"', '"state":"open"'),
    /^records\/gates\.json: gate .* is open, which does not fit its answer\.$/,
  ],
  'the plan': [
    (folder) => changeJson(folder, 'records/plans.json', 'It works', 'It may'),
    /^records\/plans\.json: plan 1 is not the one of hash/,
  ],
  'a diff that was approved': [
    (folder) => {
      for (const { path: file } of folder.manifest().files) if (/-diff\./.test(file)) folder.write(file, 'another diff')
    },
    /was answered by a file of hash sha256:\S+, which is not here\.$/,
  ],
  'a log that is evidence': [
    (folder) => folder.write(folder.find(LOG), 'all passed'),
    /^artifacts\/\S+: these are not the bytes that were recorded with artifact/,
  ],
  'an exit code that was evidence': [
    (folder) => changeJson(folder, 'evidence.json', '"exitCode":0', '"exitCode":1'),
    /^evidence\.json: what is told of gate .* does not have the hash/,
  ],
  'what a step says of its log': [
    (folder) => changeJson(folder, 'records/steps.json', '"log":"sha256:', '"log":"sha256:0'),
    /^records\/steps\.json: the log of step v1/,
  ],
  'whose run it is': [
    (folder) => changeJson(folder, 'records/run.json', `"id":"${run.runId}"`, '"id":"another"'),
    /^records\/run\.json: it is of another run/,
  ],
}

test.each(Object.entries(REWRITTEN))(
  '%s cannot be rewritten, even where all hashes of files fit',
  async (_, [tamper, told]) => {
    const folder = copyOf(exported)
    tamper(folder)
    folder.refit()
    expect(await problemsOf(folder.folder)).toContainEqual(expect.stringMatching(told))
  },
)

test('a record that is rewritten with its manifest leaves the report behind; rewritten with both, the hash that was told', async () => {
  const folder = copyOf(exported)
  const [event = ''] = folder.read('events.ndjson').split('\n')
  folder.write(
    'events.ndjson',
    folder.read('events.ndjson').replace(event, event.replace('Make it better', 'Make it worse')),
  )
  const report = folder.read('report.html')
  folder.refit()
  const refitted = folder.read('report.html')
  expect(await problemsOf(folder.folder)).toEqual([])
  expect(await problemsOf(folder.folder, contents)).toEqual([
    expect.stringMatching(/^manifest\.json: these are contents/),
  ])
  expect(refitted).not.toBe(report)
  folder.write('report.html', report)
  expect(await problemsOf(folder.folder)).toContainEqual(expect.stringMatching(/^report\.html: it is about contents/))
})

test('what a file manager leaves behind is a note; a place without a folder is refused', async () => {
  const folder = copyOf(exported)
  folder.write('.DS_Store', '')
  expect(await verifyFolder(folder.folder, null)).toMatchObject({
    value: { problems: [], notes: [expect.any(String)] },
  })
  const none = path.join(folder.folder, 'none')
  expect(await verifyFolder(none, null)).toMatchObject({ ok: false, error: { code: 'no_folder' } })
  expect(await verifyFolder(path.join(folder.folder, 'manifest.json'), null)).toMatchObject({ ok: false })
})
