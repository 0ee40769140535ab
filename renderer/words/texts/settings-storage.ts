// What the settings say of storage, repositories, and the application itself.
import type { Shown } from './shown.ts'

// about-section.tsx
export const whenIAsk = 'When I ask'
export const fromMenu = 'From the menu.'
export const daily = 'Daily'
export const newOneIsFetched = 'A new one is fetched.'
export const never = 'Never'
export const logsAre = 'The logs are'
export const settingsAre = 'The settings are'
export const thisTriptych = 'This Triptych'
export const version = 'Version'
export const node = 'Node'
export const electron = 'Electron'
export const noneThisIsBrowser = 'none: this is a browser'
export const system = 'System'
export const dataFolder = 'Data folder'
export const newVersions = 'New versions'
export const showLogs = 'Show logs'
export const showSettingsJson = 'Show settings.json'
export const reportOnThisTriptych = 'A report on this Triptych'
export const askedForByPerson = 'asked for by the person'
export const noFault = 'No fault: a report was asked for.'
export const shownInYourFileManager = 'shown in your file manager'

// repositories-section.tsx
export const theRepositories = 'the repositories'
export const noRepositoryIsKnownYet = 'No repository is known yet.'
export const theRepository = 'the repository'
export const setByYou = 'Set by you. It goes before what the last run used.'
export const now = (source: Shown): string => `Now ${source}. What you keep here goes before that.`
export const runOnceInFreshWorktreeBeforePlan = 'Run once in a fresh worktree, before the plan; one a line.'
export const ignoredFilesToCopy = 'Ignored files to copy'
export const takenFromYourCheckoutSuchAsEnv = 'Taken from your checkout, such as .env; one a line.'
export const nothingIsCopied = 'Nothing is copied'
export const keepThisSetUp = 'Keep this set-up'
export const asProposedAgain = 'As proposed again'
export const nothingIsChanged = 'Nothing is changed.'

// storage-runs.tsx
export const movedToTrash = 'moved to the trash'
export const thereAreNoRuns = 'There are no runs.'
export const selectAllThatHaveEnded = (count: Shown): string => `Select all that have ended (${count})`
export const noneIsSelected = 'None is selected.'
export const diskUseByRun = 'Disk use by run'
export const theyTakeAndCanBePut = (bytes: Shown, trashDays: Shown): string =>
  `They take ${bytes}, and can be put back with history and worktree for ${trashDays} days; then both are deleted. Their branches are yours and stay.`
export const itHasNotEnded = 'It has not ended.'
export const ended = (day: Shown): string => `ended ${day}`
export const hasNotEndedSoItStays = 'has not ended, so it stays'
export const goesToTrashWithNextSweep = ' · goes to the trash with the next sweep'

// storage-section.tsx
export const howLongThingsAreKept = 'How long things are kept'
export const runsThatHaveNotEnded = 'Runs that have not ended are never touched; the trash keeps for 14 days.'
export const endedRuns = 'Ended runs'
export const diskUse = 'Disk use'
export const outputOfAgents = 'Output of agents'
export const whatLiesOnDisk = 'what lies on the disk'
export const trash = 'Trash'
export const ofGigabytes = (gigabytes: Shown): string => ` of ${gigabytes} GB`
export const inAll = (all: Shown, ofGigabytes: Shown, database: Shown, backups: Shown, logs: Shown): string =>
  `${all}${ofGigabytes} in all, ${database} of it the database. Besides: ${backups} of backups, ${logs} of logs.`

// storage-trash.tsx
export const deletedForGood = 'deleted for good'
export const runWasPutBack = 'The run was put back.'
export const deleteForGood = 'Delete for good…'
export const repositoryAndUntil = (repoPath: Shown, day: Shown): string => `${repoPath} · until ${day}`
export const putItBack = (goal: Shown): string => `Put it back: ${goal}`
export const deleteForGoodWith = (runs: Shown): string => `Delete ${runs} for good?`
export const historyArtifactsAndWorktreesAreDeleted = (bytes: Shown): string =>
  `History, artifacts and worktrees are deleted now, ${bytes} in all. This cannot be undone. Their branches are yours and stay.`
export const deleteThemForGood = 'Delete them for good'
