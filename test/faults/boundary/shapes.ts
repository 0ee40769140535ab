/** What each method takes, written a second time by hand: what the boundary lets through is held against it. */
import type { MethodName } from '../../../shared/contract.ts'

type Is = (value: unknown) => boolean
/** The keys that an input may have; a `maybe` may be left out. */
export type Shape = Readonly<Record<string, Is>>

const text =
  (most: number, least = 0): Is =>
  (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most
const like =
  (pattern: RegExp): Is =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
const whole =
  (least: number, most: number = Number.MAX_SAFE_INTEGER): Is =>
  (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
const oneOf =
  (...words: readonly string[]): Is =>
  (value) =>
    typeof value === 'string' && words.includes(value)
const list =
  (is: Is, most: number, least = 0): Is =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(is)
const maybe =
  (is: Is): Is =>
  (value) =>
    value === undefined || is(value)
const flag: Is = (value) => typeof value === 'boolean'
const record: Is = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

const id = like(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)
const repositoryId = like(/^[0-9a-f]{16}$/)
const agentId = like(/^[a-z0-9][a-z0-9._-]{0,99}$/)
const secretName = like(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)
const role = oneOf('strategy', 'implementation', 'checker')
const limit = whole(1, 500)
const base = maybe(text(250, 1))
const inCommit: Is = (value) => text(4_096, 1)(value) && !String(value).includes('\0')
const trimmed =
  (most: number): Is =>
  (value) =>
    typeof value === 'string' && text(most, 1)(value.trim())

const change: Is = (value) =>
  fits(value, {
    path: (path) => list(text(100, 1), 3, 1)(path) && Array.isArray(path) && CHANGEABLE.test(path.join(' ')),
    value: (member) => member === undefined || JSON.stringify(member) !== undefined,
  })
const CHANGEABLE =
  /^(?:roles|policy|limits|sandbox|permissions|repositories|retention|appearance|updates|desktop|attention)(?: |$)|^agents .+ (?:sandbox|writable)$/

const fault: Is = (value) =>
  fits(value, { where: text(200), message: text(20_000), stack: (stack) => stack === null || text(100_000)(stack) })

const task: Is = (value) =>
  fits(value, {
    title: trimmed(120),
    objective: trimmed(8_000),
    acceptanceCriteria: list(trimmed(2_000), 20, 1),
    verificationSteps: list((step) => trimmed(2_000)(step) && !/[\r\n]/.test(String(step).trim()), 10),
    allowedPaths: list(text(500, 1), 50),
  })

/** Whether the value is an object with these keys and no others. */
export function fits(value: unknown, shape: Shape): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = new Map(Object.entries(value))
  return (
    [...entries.keys()].every((key) => Object.hasOwn(shape, key)) &&
    Object.entries(shape).every(([key, is]) => is(entries.get(key)))
  )
}

/** Paths on the disk are in one place only: `repositories.add`; `gates.file` names a file in a commit. Everything else is an id, a word, a number or a text that a person wrote. */
export const SHAPES: Readonly<Record<MethodName, Shape>> = {
  'system.info': {},
  'system.doctor': {},
  'windows.open': { place: like(/^#\/[A-Za-z0-9_/.~%?=&+*-]{0,2000}$/) },
  'backups.list': {},
  'backups.restore': { id: like(/^[A-Za-z0-9._-]{1,200}$/) },
  'history.acknowledge': {},
  'repositories.list': {},
  'repositories.pick': {},
  'repositories.add': { path: text(4_096, 1) },
  'repositories.inspect': { repositoryId, base },
  'repositories.trust': { repositoryId, base, hash: (value) => value === null || text(100)(value) },
  'agents.list': {},
  'runs.list': {
    ...{ limit, before: maybe(id), query: maybe(text(500)), repositoryId: maybe(repositoryId) },
    ...{ group: maybe(oneOf('needs_you', 'working', 'paused', 'done')), agentId: maybe(agentId) },
  },
  'runs.get': { runId: id },
  'runs.start': { repositoryId, goal: text(100_000), base, config: record, attachments: maybe(list(id, 20)) },
  'attachments.add': {
    ...{ id: maybe(id), name: text(255, 1), total: whole(1, 10_485_760), offset: whole(0, 10_485_760) },
    ...{
      base64: (value) =>
        text(1_398_104, 4)(value) && like(/^(?:[0-9a-zA-Z+/]{4})*(?:[0-9a-zA-Z+/]{2}==|[0-9a-zA-Z+/]{3}=)?$/)(value),
    },
  },
  'attachments.list': { ids: list(id, 100) },
  'forms.list': {},
  'forms.save': { id: maybe(id), kind: oneOf('template', 'draft'), name: text(120, 1), form: text(200_000) },
  'forms.remove': { id },
  'runs.steer': { runId: id, role, mode: oneOf('next_turn', 'interrupt'), text: text(20_000, 1) },
  'runs.control': { runId: id, action: oneOf('pause', 'resume', 'cancel') },
  'runs.remove': { runId: id },
  'runs.removeEnded': { runIds: list(id, 500, 1) },
  'runs.purge': { runIds: list(id, 500, 1) },
  'storage.read': {},
  'demo.start': {},
  'runs.putBack': { runId: id },
  'runs.export': { runId: id, as: oneOf('folder', 'report') },
  'runs.removed': {},
  'events.list': { runId: id, before: maybe(whole(1)), after: maybe(whole(0)), source: maybe(text(100)), limit },
  'events.find': {
    ...{ runId: id, before: maybe(whole(1)), after: maybe(whole(0)) },
    group: oneOf('milestones', 'decisions', 'turns', 'output', 'all'),
    ...{ source: (value) => value === null || text(100)(value), text: text(200), kinds: list(text(100), 100) },
  },
  'events.read': { runId: id, ids: list(whole(1), 200) },
  'events.at': { runId: id, ms: whole(0, 8.64e15) },
  'plan.edit': { runId: id, revision: whole(1), tasks: list(task, 30, 1) },
  'gates.list': { runId: maybe(id) },
  'gates.get': { gateId: id },
  'gates.file': { gateId: id, path: inCommit, side: oneOf('old', 'new') },
  'gates.since': { gateId: id },
  'plans.get': { runId: id, revision: whole(1) },
  'gates.decide': {
    ...{ gateId: id, subjectHash: text(200), verdict: oneOf('approved', 'changes_requested', 'rejected') },
    ...{ rationale: text(20_000), payload: maybe(record) },
  },
  'artifacts.list': { runId: id, kinds: maybe(list(text(50), 20)), limit, before: maybe(id) },
  'artifacts.read': { id, offset: whole(0), length: whole(1, 1024 * 1024) },
  'artifacts.reveal': { id },
  'artifacts.open': { id, program: like(/^[a-z]{1,40}$/) },
  'links.open': { url: text(2_000, 1) },
  'worktree.get': { runId: id },
  'worktree.open': { runId: id, program: like(/^[a-z]{1,40}$/) },
  'attempts.get': { attemptId: id },
  'attempts.soFar': { attemptId: id },
  'attempts.diff': { attemptId: id, against: oneOf('base') },
  'checkpoints.restore': { id, preview: flag, hash: maybe(text(200)) },
  'checkpoints.fork': { id, preview: flag },
  'updates.get': {},
  'updates.act': { act: oneOf('look', 'download', 'install', 'later') },
  'usage.get': { days: maybe(whole(1, 3_660)), repositoryId: maybe(repositoryId) },
  'settings.read': {},
  'settings.change': { revision: text(100), changes: list(change, 50, 1) },
  'settings.show': {},
  'logs.show': {},
  'logs.note': { fault },
  'report.make': { fault },
  'report.save': { text: text(500_000, 1) },
  'secrets.list': {},
  'secrets.set': { agentId, name: secretName, value: text(10_000, 8) },
  'secrets.remove': { agentId, name: secretName },
}
