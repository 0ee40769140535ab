// What the gallery of artifacts says.
import type { Shown } from './shown.ts'

// artifact-list.tsx
export const readingOlderArtifacts = 'Reading older artifacts…'
export const showOlderArtifacts = 'Show older artifacts'

// artifact-pane.tsx
export const rawOrNot = 'raw or not'
export const copyLink = 'Copy link'
export const copyLinkWithKey = 'Copy link (Shift+Y)'
export const shownAs = 'Shown as'
export const thisFileIsNotWhatWasRecorded = 'This file is not what was recorded.'
export const itWasChangedAfterItWasWritten = (shortHash: Shown): string =>
  `It was changed after it was written: its SHA-256 is no longer ${shortHash}. Do not rely on it.`
export const readingArtifact = 'Reading the artifact…'

// artifacts-tab.tsx
export const nextArtifact = 'next artifact'
export const previousArtifact = 'previous artifact'
export const toItsContent = 'to its content'
export const content = 'content'
export const details = 'details'
export const noArtifactMatches = 'No artifact matches.'
export const notFound = 'Not found'
export const olderArtifacts = 'older artifacts'
export const thisArtifactIsNotPart = 'This artifact is not part of this run.'
export const chooseAnotherOneInList = 'Choose another one in the list.'
export const noArtifactsYet = 'No artifacts yet.'
export const promptsAnswersDiffsAndLogs =
  'Prompts, answers, diffs and the logs of every verification appear here as they are written.'

// citations.ts
export const allOfIt = 'all of it'

// diff-pane.tsx
export const diff = 'Diff'

// find-field.tsx
export const findInLog = 'Find in log'

// first-bytes.tsx
export const itsFirstBytes = 'its first bytes'
export const fileIsEmpty = 'The file is empty.'
export const firstBytesWith = (count: Shown): string => `First ${count} bytes`
export const allItsBytes = 'All its bytes'
export const byThemItIs = (signature: Shown): string => `By them it is: ${signature}.`
export const firstBytes = 'First bytes'

// groups.ts
export const runItself = 'The run itself'
export const taskThatIsNoLongerKnown = 'A task that is no longer known'

// list-head.tsx
export const filterByTitleCommandRoleFile = 'Filter by title, command, role, file'
export const filterArtifacts = (count: Shown): string => `Filter ${count} artifacts`
export const allKinds = 'All kinds'

// log-pane.tsx
export const findInLogLower = 'find in log'
export const log = 'Log'
export const nextHitLower = 'next hit'
export const previousHitLower = 'previous hit'
export const nextFailingLineLower = 'next failing line'
export const previousHit = 'Previous hit'
export const nextHit = 'Next hit'
export const nothingCanBeFoundInIt = (problem: Shown): string => `Nothing can be found in it: ${problem}`
export const noLineTellsOfFailure = 'No line tells of a failure.'
export const nextFailingLine = 'Next failing line'

// open-artifact.tsx
export const link = 'Link'
export const copyLinkLower = 'copy link'

// use-opened.ts
export const copied = (what: Shown): string => `${what} copied.`
export const notCopied = (what: Shown): string => `${what} not copied: refused here.`

// viewing.ts
export const rendered = 'Rendered'
export const raw = 'Raw'
export const tree = 'Tree'
export const colour = 'Colour'
export const itIsNoText = 'It is no text: copy its path instead.'
export const onlyPartOfItWasRead = 'Only a part of it was read: copy its path instead.'
export const itWasNotRead = 'It was not read.'
export const readingMegabytes = (loaded: Shown, total: Shown): string => `Reading ${loaded} of ${total} MB…`

// words.ts
export const verificationLog = 'Verification log'
export const setUpLog = 'Set-up log'
export const prompt = 'Prompt'
export const response = 'Response'
export const transcript = 'Transcript'
export const stderr = 'Stderr'
export const patch = 'Patch'
export const attachment = 'Attachment'
export const other = 'Other'
export const logOfStepBeforeAnyWork = 'Log of a step before any work'
export const diffAgainstBase = 'Diff against the base'
export const diffOfWholeResult = 'Diff of the whole result'
export const diffOfAttempt = 'Diff of the attempt'
export const verdictOnWholeResult = 'Verdict on the whole result'
export const stderrOfAgent = 'Stderr of the agent'
export const exportedReport = 'Exported report'
export const exportedFolder = 'Exported folder'
export const patchOfResult = 'Patch of the result'
