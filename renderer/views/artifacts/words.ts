import type { ArtifactRecord, TaskRecord } from '../../../shared/domain.ts'
import type { IconName } from '../../ui/icon.tsx'
import { baseName } from '../../words/numbers.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
import { factsOf } from './facts.ts'

interface KindWords {
  word: string
  icon: IconName
}

const KINDS: Readonly<Record<string, KindWords>> = {
  verification_log: { word: TEXT.verificationLog, icon: 'terminal' },
  setup_log: { word: TEXT.setUpLog, icon: 'terminal' },
  diff: { word: TEXT.diff, icon: 'split' },
  verdict: { word: COMMON.verdict, icon: 'scope' },
  report: { word: COMMON.report, icon: 'message' },
  prompt: { word: TEXT.prompt, icon: 'message' },
  response: { word: TEXT.response, icon: 'reply' },
  transcript: { word: TEXT.transcript, icon: 'list' },
  stderr_log: { word: TEXT.stderr, icon: 'terminal' },
  plan: { word: COMMON.plan, icon: 'list' },
  patch: { word: TEXT.patch, icon: 'split' },
  export: { word: COMMON.exportRun, icon: 'download' },
  image: { word: COMMON.image, icon: 'image' },
  attachment: { word: TEXT.attachment, icon: 'attach' },
}
const OTHER: KindWords = { word: TEXT.other, icon: 'file' }

/** Kinds are an open set: what is not known is "Other". */
export const kindWords = (kind: string): KindWords => (Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? OTHER) : OTHER)

/** What an artifact is called: "Verification log v2", "Diff of the attempt"; of an unknown kind its file's name. */
export function titleOf(artifact: Pick<ArtifactRecord, 'kind' | 'path' | 'metadata'>): string {
  const { label, taskId } = factsOf(artifact)
  const { word } = kindWords(artifact.kind)
  switch (artifact.kind) {
    case 'verification_log':
      if (label === 'baseline') return TEXT.logOfStepBeforeAnyWork
      return label === null ? word : `${word} ${label}`
    case 'diff':
      if (label === 'diff_to_base') return TEXT.diffAgainstBase
      return taskId === null ? TEXT.diffOfWholeResult : TEXT.diffOfAttempt
    case 'verdict':
      return taskId === null ? TEXT.verdictOnWholeResult : word
    case 'stderr_log':
      return TEXT.stderrOfAgent
    case 'image':
      return baseName(artifact.path)
    case 'attachment':
      return label ?? baseName(artifact.path)
    case 'export':
      return label === 'report' ? TEXT.exportedReport : label === 'folder' ? TEXT.exportedFolder : word
    case 'patch':
      return TEXT.patchOfResult
    default:
      return word === OTHER.word ? baseName(artifact.path) : word
  }
}

/** The command whose output a verification log is, as its task words it; null if its label names none. */
export function plannedCommand(artifact: ArtifactRecord, tasks: readonly TaskRecord[]): string | null {
  const { label, taskId } = factsOf(artifact)
  const named = /^(?:t(\d+)\.)?v(\d+)$/.exec(label ?? '')
  if (artifact.kind !== 'verification_log' || named === null) return null
  const task = named[1] === undefined ? tasks.find(({ id }) => id === taskId) : tasks[Number(named[1]) - 1]
  return task?.verificationSteps[Number(named[2]) - 1] ?? null
}

/** Whose work it is, or whose part of the work it belongs to. */
export const roleWord = ({ role }: Pick<ArtifactRecord, 'role'>): string =>
  role === null ? COMMON.triptych : ROLE_NAMES[role]

/** `7be0…91f4` */
export function shortHash(sha256: string): string {
  const hex = sha256.replace(/^sha256:/, '')
  return hex.length <= 12 ? hex : `${hex.slice(0, 4)}…${hex.slice(-4)}`
}

/** Where the file is. Paths of earlier versions may be absolute already, in the way of any system. */
export function absolutePath(home: string, platform: string, path: string): string {
  if (/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path)) return path
  const separator = platform === 'win32' ? '\\' : '/'
  return `${home.replace(/[\\/]+$/, '')}${separator}${path.replaceAll('/', separator)}`
}

/** All that is told of an artifact in a list, for a filter. */
export const toldOf = (artifact: ArtifactRecord): string =>
  [titleOf(artifact), kindWords(artifact.kind).word, artifact.kind, roleWord(artifact), artifact.path].join(' ')
