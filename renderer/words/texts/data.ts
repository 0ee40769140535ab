// What is said when something cannot be read, sent or saved.
import type { Shown } from './shown.ts'

// app-data.tsx
export const notConnectedToTriptych = 'Not connected to Triptych. Trying again…'

// artifact-pieces.ts
export const fileEndedAfterOfBytes = (loaded: Shown, total: Shown): string =>
  `The file ended after ${loaded} of ${total} bytes.`
export const somebodyChangesItWhileItIsRead = 'Somebody changes it while it is read. Try again.'

// page-faults.ts
export const inScript = 'in a script'
export const inSomethingThatWasNotWaitedFor = 'in something that was not waited for'

// save-file.ts
export const thisFileIsTooLarge = 'This file is too large to be saved from a window: more than 128 MiB.'
export const copyItFromItsPlace = 'Copy it from its place in the data folder.'

// upload.ts
export const isEmpty = (name: Shown): string => `${name} is empty.`
export const attachFileThatHoldsSomething = 'Attach a file that holds something.'
export const tooLarge = (name: Shown, size: Shown, limit: Shown): string =>
  `${name} has ${size}; ${limit} MiB is the limit.`
export const putItIntoRepositoryAndPoint = 'Put it into the repository and point to it in the goal.'

// use-artifact.ts
export const onlyFirstBytesAreShown = (shown: Shown, total: Shown): string =>
  `Only the first ${shown} of ${total} are shown.`
