import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createArtifacts } from '../electron/artifacts.ts'
import { createRedactor, NOTHING_TO_HIDE, type Redactor } from '../electron/secrets/redactor.ts'
import type { ArtifactRecord } from '../shared/domain.ts'
import { makeTempFolder } from './support/repository.ts'

const RUN = 'run-1'

function start(redactor: Redactor = NOTHING_TO_HIDE) {
  const home = makeTempFolder('home')
  const rows: ArtifactRecord[] = []
  const artifacts = createArtifacts({
    home,
    redactor: () => redactor,
    addArtifact(runId, role, kind, file, metadata) {
      // The file is complete before its row.
      expect(statSync(path.join(home, file)).isFile()).toBe(true)
      const row = {
        id: `${rows.length}`,
        runId,
        role,
        kind,
        path: file,
        createdAt: '2026-01-01T00:00:00.000Z',
        metadata,
      }
      rows.push(row)
      return row
    },
    getArtifact(id) {
      const row = rows[Number(id)]
      if (row === undefined) throw new Error('unknown')
      return row
    },
  })
  const write = (content: string | Uint8Array, kind = 'prompt') =>
    artifacts.write({ runId: RUN, role: 'strategy', kind, extension: 'md', mime: 'text/markdown', content })
  const addRow = (file: string): string => {
    rows.push({ id: `${rows.length}`, runId: RUN, role: null, kind: 'other', path: file, createdAt: '', metadata: {} })
    return `${rows.length - 1}`
  }
  return { home, rows, artifacts, write, addRow, folder: path.join(home, 'runs', RUN, 'artifacts') }
}

const DIFF = { runId: RUN, role: null, kind: 'diff', extension: 'diff', mime: 'text/x-diff' }
const hash = (bytes: string | Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

test('an artifact is a private file with a row that tells its size and hash', async () => {
  const { home, artifacts, rows } = start()
  const record = await artifacts.write({
    runId: RUN,
    role: null,
    kind: 'verification_log',
    extension: 'log',
    mime: 'text/plain',
    content: 'größer\n',
    metadata: { taskId: 't', attemptNumber: 2, label: 'v1' },
  })
  expect(record).toEqual({ ...rows[0], sha256: hash('größer\n'), bytes: 9 })
  expect(rows[0]).toMatchObject({
    path: `runs/${RUN}/artifacts/0001-verification_log.log`,
    role: null,
    metadata: { sha256: hash('größer\n'), bytes: 9, mime: 'text/plain', taskId: 't', attemptNumber: 2, label: 'v1' },
  })
  const file = path.join(home, record.path)
  expect(readFileSync(file, 'utf8')).toBe('größer\n')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
})

test('a text is without its secrets, and its hash is of what was written; evidence of files is left as it is', async () => {
  const { home, artifacts, write } = start(createRedactor([{ name: 'TOKEN', value: 'correct horse' }]))
  const log = Buffer.concat([Buffer.from('the correct horse, '), Buffer.from([0xff, 0x0a])])
  const hidden = await write(log, 'verification_log')
  expect(readFileSync(path.join(home, hidden.path), 'utf8')).toBe('the [secret TOKEN], \ufffd\n')
  expect(hidden.sha256).toBe(hash(readFileSync(path.join(home, hidden.path))))
  expect((await write(Buffer.from([0xff, 0x0a]), 'verification_log')).sha256).toBe(hash(Buffer.from([0xff, 0x0a])))
  const diff = await artifacts.write({ ...DIFF, content: '+the correct horse\n' })
  expect(readFileSync(path.join(home, diff.path), 'utf8')).toBe('+the correct horse\n')
})

test('numbers go up without gaps or repetition, also when many are written at once and after a restart', async () => {
  const { folder, write } = start()
  await Promise.all(Array.from({ length: 12 }, (_, index) => write(`${index}`)))
  writeFileSync(path.join(folder, '9999-prompt.md'), 'by an earlier process')
  await write('after')
  const names = Array.from({ length: 12 }, (_, index) => `${index + 1}`.padStart(4, '0'))
  expect(readdirSync(folder).sort()).toEqual([...names, '10000', '9999'].map((name) => `${name}-prompt.md`).sort())
})

test('a row that cannot be written does not stop the next one', async () => {
  const { home, write } = start()
  const broken = createArtifacts({
    home,
    redactor: () => NOTHING_TO_HIDE,
    addArtifact: () => {
      throw new Error('the disk is full')
    },
    getArtifact: () => {
      throw new Error('unused')
    },
  })
  const artifact = { runId: RUN, role: null, kind: 'prompt', extension: 'md', mime: 'text/plain', content: 'x' }
  await expect(broken.write(artifact)).rejects.toThrow('the disk is full')
  await expect(broken.write(artifact)).rejects.toThrow('the disk is full')
  expect((await write('x')).path).toContain('0003-')
})

test.each(['../x', 'a/b', '', '.hidden', 'a\nb'])('%j is no kind, extension or run id', async (text) => {
  const { artifacts } = start()
  const artifact = { runId: RUN, role: null, kind: 'prompt', extension: 'md', mime: 'text/plain', content: 'x' }
  await expect(artifacts.write({ ...artifact, kind: text })).rejects.toThrow('file name')
  await expect(artifacts.write({ ...artifact, extension: text })).rejects.toThrow('file name')
  await expect(artifacts.write({ ...artifact, runId: text })).rejects.toThrow('file name')
})

test('adopts a file of the run where it is; nothing outside, no link, no pipe', async () => {
  const { home, artifacts, rows } = start()
  const turns = path.join(home, 'runs', RUN, 'turns')
  mkdirSync(turns, { recursive: true })
  const file = path.join(turns, 't.jsonl')
  const bytes = Buffer.alloc(300_000, 'ü')
  writeFileSync(file, bytes)
  const adopt = (place: string) =>
    artifacts.adopt({
      runId: RUN,
      role: 'checker',
      kind: 'transcript',
      file: place,
      mime: 'application/jsonl',
      metadata: { turnId: 't' },
    })
  const adopted = await adopt(file)
  if (!adopted.ok) throw new Error(adopted.error)
  const record = adopted.value
  expect(record).toMatchObject({ path: `runs/${RUN}/turns/t.jsonl`, sha256: hash(bytes), bytes: 300_000 })
  expect(record.metadata).toEqual({ sha256: hash(bytes), bytes: 300_000, mime: 'application/jsonl', turnId: 't' })

  const outside = path.join(makeTempFolder(), 'secret')
  writeFileSync(outside, 'secret')
  symlinkSync(outside, path.join(turns, 'link'))
  symlinkSync(path.dirname(outside), path.join(turns, 'folder'))
  execFileSync('mkfifo', [path.join(turns, 'pipe')])
  for (const place of [
    outside,
    path.join(turns, '../../../x'),
    path.join(turns, 'link'),
    path.join(turns, 'folder/secret'),
    path.join(turns, 'pipe'),
    turns,
  ]) {
    expect(await adopt(place), place).toEqual({ ok: false, error: expect.any(String) })
  }
  expect(rows).toHaveLength(1)
})

test('reads the tail of a file, by whole characters, and nothing through a link or outside the data folder', async () => {
  const { home, artifacts, write, addRow } = start()
  const { id } = await write('line one\nünï cödé\n')
  expect(await artifacts.readTail(id, 1_000)).toBe('line one\nünï cödé\n')
  expect(await artifacts.readTail(id, 4)).toBe('dé\n')
  expect(await artifacts.readTail(id, 3)).toBe('é\n')
  expect(await artifacts.readTail(id, 2)).toBe('\n')
  expect(await artifacts.readTail((await write('')).id, 10)).toBe('')

  const outside = path.join(makeTempFolder(), 'secret')
  writeFileSync(outside, 'secret')
  symlinkSync(outside, path.join(home, 'link'))
  for (const file of [outside, 'link', path.relative(home, outside)]) {
    await expect(artifacts.readTail(addRow(file), 10)).rejects.toThrow()
  }
})
