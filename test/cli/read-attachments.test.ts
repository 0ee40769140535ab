import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readAttachments } from '../../electron/cli/read-attachments.ts'
import { makeTempFolder } from '../support/repository.ts'

test.skipIf(process.platform === 'win32')('a pipe is refused, not waited for; a link is followed', async () => {
  const folder = makeTempFolder('attach')
  execFileSync('mkfifo', [path.join(folder, 'pipe')])
  expect(await readAttachments(folder, ['pipe'])).toMatchObject({ ok: false, error: { code: 'attachment_unfit' } })
  writeFileSync(path.join(folder, 'notes.md'), 'notes')
  symlinkSync('notes.md', path.join(folder, 'link.md'))
  const value = [{ name: 'link.md', bytes: Buffer.from('notes') }]
  expect(await readAttachments(folder, ['link.md'])).toEqual({ ok: true, value })
})
