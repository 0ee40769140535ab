import { expect, test } from 'vitest'
import { commandFacts, factsOf } from '../../../renderer/views/artifacts/facts.ts'
import { copyProblem, progressText } from '../../../renderer/views/artifacts/viewing.ts'
import { absolutePath, kindWords, plannedCommand, shortHash, titleOf } from '../../../renderer/views/artifacts/words.ts'
import type { EventRecord } from '../../../shared/domain.ts'
import { artifact, task } from './artifacts.ts'

test.each([
  { kind: 'verification_log', metadata: { label: 'v2' }, title: 'Verification log v2', word: 'Verification log' },
  { kind: 'export', metadata: { label: 'report' }, title: 'Exported report', word: 'Export' },
  { kind: 'export', metadata: { label: 'folder' }, title: 'Exported folder', word: 'Export' },
  { kind: 'verification_log', metadata: null, title: 'Verification log', word: 'Verification log' },
  { kind: 'diff', metadata: { taskId: 't' }, title: 'Diff of the attempt', word: 'Diff' },
  { kind: 'diff', metadata: { label: 'review' }, title: 'Diff of the whole result', word: 'Diff' },
  { kind: 'verdict', metadata: { taskId: 't' }, title: 'Verdict', word: 'Verdict' },
  { kind: 'verdict', metadata: {}, title: 'Verdict on the whole result', word: 'Verdict' },
  { kind: 'stderr_log', metadata: {}, title: 'Stderr of the agent', word: 'Stderr' },
  { kind: 'plan', metadata: {}, title: 'Plan', word: 'Plan' },
  { kind: 'screenshot', metadata: {}, title: '0001-screenshot.txt', word: 'Other' },
  { kind: 'constructor', metadata: {}, title: '0001-constructor.txt', word: 'Other' },
])('$kind $metadata is "$title"', ({ kind, metadata, title, word }) => {
  expect(titleOf(artifact('a', kind, metadata))).toBe(title)
  expect(kindWords(kind).word).toBe(word)
})

const tasks = [task('t1', 'one', ['npm run typecheck']), task('t2', 'two', ['npm test', 'npm run lint'])]
test.each([
  { metadata: { taskId: 't2', label: 'v2' }, command: 'npm run lint' },
  { metadata: { label: 't1.v1' }, command: 'npm run typecheck' },
  { metadata: { taskId: 't2', label: 'v3' }, command: null },
  { metadata: { taskId: 'gone', label: 'v1' }, command: null },
  { metadata: { label: 't9.v1' }, command: null },
  { metadata: { taskId: 't2', label: 'diff' }, command: null },
  { metadata: {}, command: null },
])('the log of $metadata is of $command', ({ metadata, command }) => {
  expect(plannedCommand(artifact('a', 'verification_log', metadata), tasks)).toBe(command)
})

test('what was recorded with an artifact is read with care', () => {
  const none = { taskId: null, attemptNumber: null, turnId: null, label: null, bytes: null, sha256: null, mime: null }
  expect(factsOf({ metadata: { taskId: 7, bytes: '12', label: ['v1'] } })).toEqual(none)
  expect(factsOf({ metadata: null })).toEqual(none)
  expect(factsOf({ metadata: { bytes: 12, mime: 'text/plain' } })).toEqual({ ...none, bytes: 12, mime: 'text/plain' })
})

function event(payload: unknown): EventRecord {
  return { id: 1, runId: 'r', ts: '', source: 'system', kind: 'verification_finished', message: '', payload }
}

test('how a command ended is taken from the events that name its log', () => {
  const ended = { command: 'npm test', exitCode: 1, timedOut: false, durationMs: 9_800 }
  const killed = { command: 'npm ci', exitCode: null, timedOut: true, durationMs: 600_000 }
  const known = commandFacts([
    event({ ...ended, artifactId: 'a', label: 'v1' }),
    event({ ...killed, artifactId: 'b' }),
    event({ artifactId: 'patch', choice: 'patch' }),
    event({ command: 'npm test', label: 'v1' }),
    event(null),
  ])
  expect([...known]).toEqual([
    ['a', ended],
    ['b', killed],
  ])
})

test.each([
  ['sha256:7be0aa00112233445566778899aabbccddeeff91f4', '7be0…91f4'],
  ['', ''],
])('the hash %s is shown as %s', (hash, short) => expect(shortHash(hash)).toBe(short))

test.each([
  { home: '/home/ada/.triptych', platform: 'linux', path: 'runs/r/a.md', absolute: '/home/ada/.triptych/runs/r/a.md' },
  { home: 'C:\\Data\\', platform: 'win32', path: 'runs/r/a.md', absolute: 'C:\\Data\\runs\\r\\a.md' },
  { home: '/home/ada', platform: 'linux', path: '/var/old/a.md', absolute: '/var/old/a.md' },
  { home: 'C:\\Data', platform: 'win32', path: 'D:\\old\\a.md', absolute: 'D:\\old\\a.md' },
])('$path below $home is $absolute', ({ home, platform, path, absolute }) => {
  expect(absolutePath(home, platform, path)).toBe(absolute)
})

test.each([
  { loaded: 0, total: null, text: null },
  { loaded: 1_048_576, total: 1_048_576, text: null },
  { loaded: 3_145_728, total: 5_200_000, text: 'Reading 3.1 of 5.2 MB…' },
])('$loaded of $total: $text', ({ loaded, total, text }) => expect(progressText(loaded, total)).toBe(text))

test.each([
  { viewer: 'log', isRead: true, isCut: false, says: null },
  { viewer: 'log', isRead: false, isCut: false, says: 'It was not read.' },
  { viewer: 'diff', isRead: true, isCut: true, says: 'Only a part of it was read: copy its path instead.' },
  { viewer: 'image', isRead: true, isCut: false, says: 'It is no text: copy its path instead.' },
  { viewer: 'summary', isRead: false, isCut: false, says: 'It is no text: copy its path instead.' },
] as const)('copying what is shown as $viewer (read $isRead, cut $isCut): $says', ({ viewer, isRead, isCut, says }) => {
  expect(copyProblem(viewer, isRead, isCut)).toBe(says)
})
