import type { ArtifactRecord, TaskRecord } from '../../../shared/domain.ts'
import type { IconName } from '../../ui/icon.tsx'
import { baseName } from '../../words/numbers.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import { factsOf } from './facts.ts'

interface KindWords {
  word: string
  icon: IconName
}

const KINDS: Readonly<Record<string, KindWords>> = {
  verification_log: { word: 'Verification log', icon: 'terminal' },
  setup_log: { word: 'Set-up log', icon: 'terminal' },
  diff: { word: 'Diff', icon: 'split' },
  verdict: { word: 'Verdict', icon: 'scope' },
  report: { word: 'Report', icon: 'message' },
  prompt: { word: 'Prompt', icon: 'message' },
  response: { word: 'Response', icon: 'reply' },
  transcript: { word: 'Transcript', icon: 'list' },
  stderr_log: { word: 'Stderr', icon: 'terminal' },
  plan: { word: 'Plan', icon: 'list' },
  patch: { word: 'Patch', icon: 'split' },
  export: { word: 'Export', icon: 'download' },
  image: { word: 'Image', icon: 'image' },
  attachment: { word: 'Attachment', icon: 'attach' },
}
const OTHER: KindWords = { word: 'Other', icon: 'file' }

/** Kinds are an open set: what is not known is "Other". */
export const kindWords = (kind: string): KindWords => (Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? OTHER) : OTHER)

/** What an artifact is called: "Verification log v2", "Diff of the attempt"; of an unknown kind its file's name. */
export function titleOf(artifact: Pick<ArtifactRecord, 'kind' | 'path' | 'metadata'>): string {
  const { label, taskId } = factsOf(artifact)
  const { word } = kindWords(artifact.kind)
  switch (artifact.kind) {
    case 'verification_log':
      if (label === 'baseline') return 'Log of a step before any work'
      return label === null ? word : `${word} ${label}`
    case 'diff':
      if (label === 'diff_to_base') return 'Diff against the base'
      return taskId === null ? 'Diff of the whole result' : 'Diff of the attempt'
    case 'verdict':
      return taskId === null ? 'Verdict on the whole result' : word
    case 'stderr_log':
      return 'Stderr of the agent'
    case 'image':
      return baseName(artifact.path)
    case 'attachment':
      return label ?? baseName(artifact.path)
    case 'export':
      return label === 'report' ? 'Exported report' : label === 'folder' ? 'Exported folder' : word
    case 'patch':
      return 'Patch of the result'
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
  role === null ? 'Triptych' : ROLE_NAMES[role]

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
