// All English that the desktop shell says in places of the system: menus, tray, notifications, boxes. Names of menu items have capitals,
// as in the items that the platform names. Electron names the usual roles itself, in the language of the system.

/** The program. */
export const name = 'Triptych'

// menu.ts
export const file = 'File'
export const newRun = 'New Run'
export const newWindow = 'New Window'
export const settings = 'Settings…'
export const view = 'View'
export const runs = 'Runs'
export const inbox = 'Inbox'
export const usage = 'Usage'
export const agents = 'Agents'
export const whatTriptychIs = 'What Triptych Is'
export const showLogs = 'Show Logs'
export const makeReport = 'Make a Report…'
export const checkForUpdates = 'Check for Updates…'

// context-menu.ts
export const copyLink = 'Copy Link'
export const openInNewWindow = 'Open in New Window'

// recent.ts
export const newRunInItem = (repository: string): string => `New Run in ${repository}`
export const newRunIn = (repository: string): string => `New run in ${repository}`

// desktop.ts
export const recentRepositories = 'Recent repositories'
export const waitingForYou = (questions: number): string => `${questions} waiting for you`

// tray-menu.ts
export const questionsWait = (count: number): string =>
  count === 1 ? '1 question waits for you' : `${count} questions wait for you`
export const runsWork = (count: number): string => (count === 1 ? '1 run works' : `${count} runs work`)
export const nameAndState = (state: string): string => `${name}: ${state}`
export const openTriptych = 'Open Triptych'
export const nothingWaits = 'Nothing waits for you'
export const andMore = (count: number): string => `and ${count} more`
export const quitTriptych = 'Quit Triptych'

// notifications.ts
export const allowOnce = 'Allow once'
export const reject = 'Reject'
export const runOnce = (command: string): string => `Run once? ${command}`

// questions.ts
export const oneRunIsAtWork = 'A run is at work.'
export const runsAreAtWork = (count: number): string => `${count} runs are at work.`
export const stopOrBackground =
  'Stopped runs are paused: what is finished is kept, and so are the files of the turn that is cut short. In the background they go on without a window; start Triptych again to see them.'
export const stopAtSafePoint = 'Stop at the Next Safe Point'
export const keepWorking = 'Keep Working in the Background'
export const cancel = 'Cancel'
export const windowStopped = 'This window stopped working.'
export const pageEnded = (reason: string): string =>
  `Its page ended (${reason}). Runs are not touched, and what you typed is kept.`
export const loadAgain = 'Load It Again'
export const closeWindow = 'Close the Window'
export const windowDoesNotAnswer = 'This window does not answer.'
export const nothingIsTouched = 'Runs are not touched, and what you typed is kept.'
export const wait = 'Wait'

// main.ts
export const cannotStart = 'Triptych cannot start'
export const besideTheWindows = 'beside the windows'
export const theMainProcess = 'the main process'

// lock-problem.ts
export const cannotBeWritten = (folder: string, why: string): string =>
  `${folder} cannot be written: ${why}. Make it writable, or name another data folder in TRIPTYCH_HOME.`

// main-faults.ts
export const triptychBroke = 'Triptych broke'
export const reportIsIn = (message: string, file: string): string =>
  `${message}\n\nA report to read is in ${file}. Nothing is sent.`

// app-updates.ts
export const versionNotInstalled = 'The new version could not be installed'
export const thisVersionStartsAgain = (error: string): string => `${error}\n\nThis version starts again.`
