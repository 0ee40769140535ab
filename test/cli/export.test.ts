/** `export` and `verify` from a terminal: exit codes, what is printed, and that verifying needs no data folder. */
import { appendFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeOneTask } from '../support/one-task.ts'
import { makeTempFolder } from '../support/repository.ts'
import { triptych } from '../support/terminal.ts'
import { beside } from './in-process.ts'

vi.setConfig({ testTimeout: 120_000 })

test('a run is exported and verified; what is changed afterwards is told, with exit code 1', async () => {
  const { terminal, repository } = makeOneTask({})
  const words = ['run', '--repo', repository.root, '--goal', 'Add sum', '--agent', 'demo', '--policy', 'unattended']
  const ran = await triptych(terminal, ...words)
  expect(ran.exitCode, ran.stderr).toBe(0)
  const runId = /Run (\w{8})/.exec(ran.stdout)?.[1] ?? expect.fail(ran.stdout)
  const out = makeTempFolder('out')
  const [folder, page] = [path.join(out, 'sum'), path.join(out, 'sum.html')]

  const exported = await beside(terminal, 'export', runId, '--to', folder, '--html', page)
  expect(exported.exitCode, exported.stderr).toBe(0)
  const contents = /contents\s+(sha256:[0-9a-f]{64})/.exec(exported.stdout)?.[1] ?? expect.fail(exported.stdout)
  expect(exported.stdout).toContain(`triptych verify ${folder} --hash ${contents}`)
  expect(readdirSync(out).sort()).toEqual(['sum', 'sum.html'])

  const elsewhere = { ...terminal, env: { ...terminal.env, TRIPTYCH_HOME: path.join(out, 'no-data-folder') } }
  const verified = await beside(elsewhere, 'verify', folder, '--hash', contents, '--html', page)
  expect(verified.exitCode, verified.stdout).toBe(0)
  expect(verified.stdout).toContain('is what was exported')
  expect(existsSync(path.join(out, 'no-data-folder'))).toBe(false)

  appendFileSync(page, '<p>and more</p>')
  appendFileSync(path.join(folder, 'events.ndjson'), '{}\n')
  const changed = await beside(elsewhere, 'verify', folder, '--html', page, '--json')
  expect(changed.exitCode).toBe(1)
  const [told] = changed.stdout.split('\n').map((line) => (line === '' ? null : JSON.parse(line)))
  expect(told).toMatchObject({
    type: 'verification',
    problems: [expect.stringMatching(/^events\.ndjson: changed/), `${page}: changed after it was written.`],
  })
  expect(await beside(terminal, 'export', runId, '--to', folder)).toMatchObject({ exitCode: 2 })
  expect(await beside(elsewhere, 'verify', path.join(out, 'none'))).toMatchObject({ exitCode: 2 })
})
