// What is said of one artifact: where it is from, what cites it, what differs from another version, what can be done with it.
import type { Shown } from './shown.ts'

// cited-section.tsx
export const citedByVerdict = 'Cited by the verdict'
export const noCriterionRestsOnIt = 'No criterion rests on it.'

// compare-pane.tsx
export const endComparingLower = 'end comparing'
export const compared = (artifact: Shown): string => `${artifact}, compared`
export const comparedWith = 'with'
export const endComparing = 'End comparing'
export const bothArtifacts = 'both artifacts'
export const fromTo = (before: Shown, after: Shown): string => `From ${before} to ${after}.`
export const onlyBeginningsAreCompared = ' Only the beginnings are compared: they are too long to be read whole.'
export const theComparison = 'the comparison'
export const before = 'Before'
export const after = 'After'
export const nothingDiffers = 'Nothing differs.'
export const theyHaveTooLittleInCommon =
  'They have too little in common to be compared line by line: what differs is shown as replaced.'
export const whatDiffersOf = (artifact: Shown): string => `What differs of ${artifact}`

// details-dock.tsx
export const shownInFileManager = 'Shown in the file manager.'
export const revealLower = 'reveal'
export const copyPathLower = 'copy path'
export const copyContentLower = 'copy content'
export const compareLower = 'compare'
export const compare = 'Compare'
export const reveal = 'Reveal'
export const copyPath = 'Copy path'
export const copyContent = 'Copy content'
export const fileManagerCannotBeOpenedFromHere = 'A file manager cannot be opened from here. The file is at'

// details-panel.tsx
export const facts = 'Facts'
export const keptAt = 'Kept at'
export const copyPathWithKey = 'Copy path (Shift+O)'
export const runBy = 'Run by'
export const writtenBy = 'Written by'
export const exit = 'Exit'
export const ofMin = (limit: Shown): string => ` of ${limit} min`
export const created = 'Created'
export const copySha256 = 'Copy SHA-256'
export const matchesWhatWasRecorded = 'matches what was recorded'
export const isNotWhatWasRecorded = 'is not what was recorded'
export const notComparedCannotCompute = 'not compared: this window cannot compute it'
export const notComparedOnlyPartWasRead = 'not compared: only a part of it was read'
export const notCompared = 'not compared: it was not read'
export const beingCompared = 'being compared'
export const triptychNotAgent = 'Triptych, not an agent'
export const triptychFor = (roleName: Shown): string => `Triptych, for ${roleName}`

// file-actions.tsx
export const yourBrowserSaves = (name: Shown): string => `Your browser saves ${name}.`
export const save = 'Save'
export const openedIn = (name: Shown): string => `Opened in ${name}.`
export const openFileInEllipsis = 'Open file in…'
export const openFileIn = 'Open the file in'
export const openThisFileIn = (name: Shown): string => `Open this file in ${name}?`
export const agentOrCommandWrote = (path: Shown): string =>
  `An agent or a command wrote ${path}. Outside of Triptych that program decides what is done with it, and what is changed there is no longer what was recorded.`
export const openItIn = (name: Shown): string => `Open it in ${name}`

// others-section.tsx
export const sameStepOtherAttempts = 'Same step, other attempts'
export const sameOfOtherAttempts = 'The same of other attempts'
export const notThereYet = 'not there yet'
export const hasNone = 'has none'
