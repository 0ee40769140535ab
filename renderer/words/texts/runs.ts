// What the list of runs says.
import type { Shown } from './shown.ts'

// clean-up-bar.tsx
export const removeThoseSelected = 'remove those selected'
export const listOfRuns = 'List of runs'
export const selectNone = 'select none'
export const selectedRuns = 'Selected runs'
export const selected = (runs: Shown): string => `${runs} selected`
export const theirHistoriesAndWorktreesCanBePut = (day: Shown): string =>
  `Their histories and worktrees can be put back until ${day}; then they are deleted. Their branches are yours and stay.`

// copy-button.tsx
export const refused = 'Refused: select it'

// filter-bar.tsx
export const filterByGoalRepositoryBranch = 'Filter by goal, repository, branch'
export const allStates = 'All states'
export const allAgents = 'All agents'

// peek-question.tsx
export const ifYouApprove = 'If you approve'

// remove-run.tsx
export const remove = 'remove'
export const itsBranchIsYoursAndStays = (branch: Shown): string => ` Its branch ${branch} is yours and stays.`
export const removeEllipsis = 'Remove…'
export const removeThisRun = 'Remove this run?'
export const whatRemovingDoes = (pausedFirst: Shown, until: Shown, branch: Shown): string =>
  `${pausedFirst}Its history and its worktree, with files that no commit holds, are in the trash until ${until}; then they are deleted.${branch}`
export const itIsPausedFirst = 'It is paused first. '
export const removeRun = 'Remove the run'
export const putBack = 'put back'
export const removedAndInTrashUntil = (day: Shown, title: Shown): string =>
  `Removed, and in the trash until ${day}: ${title}`
export const putThemBack = 'Put them back'
export const closeNotice = 'Close the notice'

// run-peek.tsx
export const selectedRun = 'Selected run'
export const closePeek = 'Close the peek'
export const branch = 'Branch'
export const worked = 'Worked'
export const started = 'Started'
export const opensItInWindowOfItsOwn = (keys: Shown): string => `Opens it in a window of its own (${keys})`
export const newWindow = 'New window'
export const openRun = 'Open the run'
export const openReview = 'Open the review'

// runs-view.tsx
export const run = 'run'
export const peek = 'peek'
export const openInNewWindow = 'open in a new window'
export const theRuns = 'the runs'
export const firstVisit = 'the first visit'
export const noRunMatches = 'No run matches.'
export const goalsRepositoriesAndBranchesAreSearched = 'Goals, repositories and branches are searched.'
export const showAllRuns = 'Show all runs'
export const showOlderRuns = 'Show older runs'

// use-picked-runs.ts
export const select = 'select'
export const selectUpToHere = 'select up to here'
