import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeRepository, makeTempFolder, plainGitEnv } from '../support/repository.ts'
import { makeWorkplace } from '../support/workplace.ts'

const GIT_PORT = path.resolve(import.meta.dirname, '../../electron/git/git-port.ts')
const hasStrace = spawnSync('strace', ['--version']).status === 0

/** A program of its own, so that every system call of it and of its gits can be seen. */
const program = (place: object, base: string): string => `
import { createGitPort } from ${JSON.stringify(GIT_PORT)}
const [port, place, base] = [createGitPort(), ${JSON.stringify(place)}, ${JSON.stringify(base)}]
const { commit } = await port.makeCandidate(place, { base, message: 'm', attemptId: 'a', at: '2026-01-01T00:00:00.000Z' })
await port.moveRef(place, 'refs/triptych/run/1', commit, null)
await port.moveRef(place, 'refs/heads/triptych/run', commit, null)
`

test.skipIf(!hasStrace)('every object of a candidate and every ref is flushed before it gets its name', async () => {
  const repository = makeRepository()
  const place = makeWorkplace(repository)
  const { createGitPort } = await import('../../electron/git/git-port.ts')
  const base = repository.git('rev-parse', 'HEAD')
  await createGitPort().createWorktree(place, base)
  writeFileSync(path.join(place.worktree, 'new.txt'), 'new\n')
  const [script, log] = ['program.mjs', 'calls'].map((name) => path.join(makeTempFolder('flushed'), name))
  writeFileSync(script ?? '', program(place, base))
  const traced = ['-f', '-y', '-e', 'trace=fsync,link,rename', '-o', log ?? '', process.execPath, script ?? '']
  const ran = spawnSync('strace', traced, { env: plainGitEnv(), encoding: 'utf8' })
  expect(ran.status, ran.stderr).toBe(0)
  const calls = readFileSync(log ?? '', 'utf8').split('\n')
  const flushed = new Set(calls.flatMap((call) => /fsync\(\d+<(.+?)>\) += 0/.exec(call)?.[1] ?? []))
  const named = calls.flatMap((call) => {
    const [, from, to] = /(?:link|rename)\("(.+?)", "(.+?)"\) += 0/.exec(call) ?? []
    return from && to?.startsWith(`${repository.root}/.git/`) ? [{ from, to }] : []
  })
  const objects = named.filter(({ to }) => to.includes('/objects/'))
  const refs = named.filter(({ to }) => to.includes('/refs/'))
  // A file, its tree and the commit; two refs.
  expect([objects.length, refs.length]).toEqual([3, 2])
  expect([...objects, ...refs].filter(({ from }) => !flushed.has(from))).toEqual([])
})
