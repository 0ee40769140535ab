/** Exporting from a window: into a folder that the person chose, or as a file to be downloaded. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { artifactFile } from '../../electron/artifact-files.ts'
import type { Backend } from '../../electron/backend.ts'
import { readReport } from '../../electron/export/report/report.ts'
import { verifyFolder } from '../../electron/export/verify/verify-folder.ts'
import { exportHandlers } from '../../electron/handlers/exports.ts'
import { makeTempFolder, writeFileTree } from '../support/repository.ts'
import { unzipped } from '../support/zip.ts'
import { runAtWork } from '../views/run-at-work.ts'
import { partsOf } from './host-parts.ts'
import { accepted, makeBackend, makeCaller } from './real-backend.ts'

vi.setConfig({ testTimeout: 30_000 })

const exportOf = (backend: Backend, pickFolder?: () => Promise<string | null>) => {
  const handlers = exportHandlers(partsOf(backend, pickFolder ? { pickFolder } : {}))
  return (runId: string, as: 'folder' | 'report') => handlers['runs.export']({ runId, as }, makeCaller())
}

test('a folder or a report goes where the person says, beside what is there', async () => {
  const backend = await makeBackend()
  const { runId } = runAtWork(backend.store)
  const chosen = makeTempFolder('chosen')
  const exported = exportOf(backend, async () => chosen)
  const name = backend.exports.nameOf(runId)
  for (const expected of [name, `${name}-2`])
    expect(await accepted(exported(runId, 'folder'))).toMatchObject({
      kind: 'saved',
      path: path.join(chosen, expected),
    })
  const report = await accepted(exported(runId, 'report'))
  expect(report).toMatchObject({ kind: 'saved', path: path.join(chosen, `${name}.html`) })
  expect(readdirSync(chosen).sort()).toEqual([name, `${name}-2`, `${name}.html`].sort())
  expect(await verifyFolder(path.join(chosen, name), report?.contents ?? '')).toMatchObject({ value: { problems: [] } })
})

test('a dialog that is closed exports nothing; an unknown run is told', async () => {
  const backend = await makeBackend()
  const exported = exportOf(backend, async () => null)
  expect(await exported(runAtWork(backend.store).runId, 'folder')).toEqual({ ok: true, value: null })
  expect(await exported('00000000-0000-4000-8000-000000000000', 'folder')).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('without a dialog the folder is a zip file that unpacks to what can be verified, and the report a page, both as artifacts', async () => {
  const backend = await makeBackend()
  const { runId } = runAtWork(backend.store)
  const exported = exportOf(backend)
  const zip = await accepted(exported(runId, 'folder'))
  const page = await accepted(exported(runId, 'report'))
  if (zip?.kind !== 'download' || page?.kind !== 'download') return expect.fail('no downloads')
  expect([zip.name, page.name]).toEqual([
    `${backend.exports.nameOf(runId)}.zip`,
    `${backend.exports.nameOf(runId)}.html`,
  ])
  // What was exported before does not change what is exported.
  expect(page.contents).toBe(zip.contents)
  const fileOf = (id: string): string => artifactFile(backend.home, backend.store.getArtifact(id))
  expect(readReport(readFileSync(fileOf(page.artifactId), 'utf8'))).toEqual({ contents: page.contents, isWhole: true })
  const folder = makeTempFolder('unpacked')
  unpack(fileOf(zip.artifactId), folder)
  const [top = ''] = readdirSync(folder)
  expect(await verifyFolder(path.join(folder, top), zip.contents)).toMatchObject({ value: { problems: [] } })
  expect(readdirSync(path.join(backend.home, 'runs', runId, 'exports'))).toHaveLength(2)
})

function unpack(zip: string, folder: string): void {
  for (const [name, bytes] of unzipped(readFileSync(zip))) writeFileTree(folder, { [name]: bytes })
}
