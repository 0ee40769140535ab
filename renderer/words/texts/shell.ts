// What the frame around all views says.
import type { Shown } from './shown.ts'

// app.tsx
export const thisView = 'This view'
export const theView = 'the view'

// crash-screen.tsx
export const windowAt = (hash: Shown): string => `the window at ${hash}`
export const thisWindowBroke = 'This window broke'
export const runsGoOn = 'Runs go on: the application works on them, not this window. What you had typed is kept.'
export const openWindowAgain = 'Open the window again'

// damaged-view.tsx
export const databaseIsDamaged = 'The database is damaged'
export const theBackups = 'the backups'
export const thereIsNoBackup =
  'There is no backup. Keep the data folder as it is, and start with another one (TRIPTYCH_HOME).'
export const restoreNewestSoundBackup = 'Restore the newest sound backup'
export const damagedFileIsMovedAside = 'The damaged file is moved aside, and unfinished runs are paused.'
export const damagedBackup = (when: Shown, problem: Shown): string => `${when}: damaged, ${problem}`
export const soundBackup = (when: Shown, runs: Shown, lastEvent: Shown): string =>
  `${when}: ${runs}, up to event ${lastEvent}; checked just now`
export const backupIsInPlace = 'The backup is in place'
export const lessThanWasSaved = (events: Shown): string => `${events} less than was saved.`
export const whatWasThereBeforeIsIn = (setAside: Shown): string => `What was there before is in ${setAside}.`
export const notInIt = (runId: Shown): string => `Not in it: run ${runId}`
export const itsFiles = (files: Shown): string => `Its files: ${files}`
export const stillThere = (ref: Shown): string => `Still there: ${ref}`
export const goOn = 'Go on'

// folder-drop.tsx
export const browserDoesNotTellWhere = 'A browser does not tell where a dropped folder lies.'
export const typeItsPathInField = 'Type its path in the field “Repository” of a new run.'
export const severalThingsWereDropped = 'Several things were dropped.'
export const dropFolderOfOneRepository = 'Drop the folder of one repository.'
export const dropRepositorysFolderToStart = 'Drop a repository’s folder to start a run in it'
export const notRepositoryForRun = 'Not a repository for a run'

// folder-notices.tsx
export const whatWasSetBeforeStays = (message: Shown, remedy: Shown): string =>
  `${message} What was set before stays. ${remedy}`
export const missingHistory = 'Missing history'
export const nothingIsDrivenUntil = 'Nothing is driven until you say that you know.'
export const iKnowWhatIsMissing = 'I know what is missing'

// hint-bar.tsx
export const allShortcuts = 'all shortcuts'
export const triptych = (version: Shown): string => `Triptych ${version}`
export const savedIn = (home: Shown): string => `Saved in ${home}`

// rail.tsx
export const main = 'Main'
export const inboxWaitingForYou = (waiting: Shown): string => `Inbox, ${waiting} waiting for you`

// report-panel.tsx
export const clipboardRefusedIt = 'The clipboard refused it. Select the text and copy it.'
export const saved = (path: Shown): string => `Saved: ${path}`
export const nothingOfThisIsSent =
  'Nothing of this is sent. Read it, take out what you do not want to share, then copy or save it.'
export const collecting = 'Collecting…'
export const copy = 'Copy'
export const saveBesideLogs = 'Save beside the logs'

// top-bar.tsx
export const anotherTriptychWorksOnTheseRuns = (process: Shown): string =>
  `Another Triptych${process} works on these runs; here you can read and decide.`
export const processWithId = (pid: Shown): string => ` (process ${pid})`
export const place = 'Place'

// update-notice.tsx
export const newVersion = 'New version'
export const whatIsNew = 'What is new'

// use-shell-commands.tsx
export const runs = 'runs'
export const inbox = 'inbox'
export const searchOrRunCommand = 'search or run a command'
export const usage = 'usage'
export const agents = 'agents'
export const removedRuns = 'removed runs'
export const thisInNewWindow = 'this in a new window'
export const settings = 'settings'
export const newRun = 'new run'
export const nextRegion = 'next region'
export const previousRegion = 'previous region'
export const runInRail = (number: Shown): string => `run ${number} in the rail`

// view-failure.tsx
export const couldNotBeShown = (what: Shown, message: Shown): string => `${what} could not be shown: ${message}`
export const nothingIsLost = 'Nothing is lost: everything is kept by the application, not by this window.'
export const whatBroke = 'What broke'

// web-links.tsx
export const openPageOutsideTriptych = 'Open a page outside Triptych?'
export const yourBrowserWillAskThisHost = 'Your browser will ask this host:'
export const browsersMayShowItAs = 'Browsers may show it as'
export const stayHere = 'Stay here'
export const openItInBrowser = 'Open it in the browser'

// socket-client.ts
export const connectionToTriptychWasLost = 'The connection to Triptych was lost.'
export const itIsTriedAgainByItself =
  'It is tried again by itself. If it stays away, look whether “triptych serve” still runs.'
export const triptychWasStartedAgainAndDoesNotKnow = 'Triptych was started again and does not know this browser.'
export const openNewestAddressThatItsTerminalPrinted = 'Open the newest address that its terminal printed.'
