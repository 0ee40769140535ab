// What the viewers of files say.
import type { Shown } from './shown.ts'

// ansi.ts
export const carriageReturns = (count: Shown): string => `⟨${count} × CR⟩ `

// binary-summary.tsx
export const type = 'Type'
export const thereIsNoViewForThisType = 'There is no view for this type.'
export const sha256 = 'SHA-256'

// code-viewer.tsx
export const text = 'Text'
export const emptyFile = 'Empty file.'

// csv-viewer.tsx
export const emptyTable = 'Empty table.'
export const firstColumnsAreShown = (count: Shown): string => `; the first ${count} columns are shown`
export const column = (number: Shown): string => `column ${number}`

// diff-hunks.ts
export const diffIsCutOffOrDamagedHere = (line: Shown): string => `The diff is cut off or damaged here (${line}).`

// diff-line-parts.tsx
export const commentOn = (line: Shown): string => `Comment on: ${line}`
export const comment = 'Comment (C)'

// diff-row.tsx
export const moreOfFile = 'More of the file'
export const moreBelow = (moreLines: Shown): string => `↓ ${moreLines} more`
export const moreAbove = (moreLines: Shown): string => `↑ ${moreLines} more`
export const all = 'all'
export const showMore = 'Show more (O)'
export const binary = 'binary'

// diff-rows.ts
export const noEndOfLineAtEnd = 'No end of line at the end of the file'
export const from = (change: Shown, oldPath: Shown): string => `${change} from ${oldPath}`
export const renamed = 'Renamed'
export const linesCantBeShown = (problem: Shown): string => `The lines can't be shown. ${problem}`
export const binaryFile = 'Binary file: no lines to show'
export const emptyFileLine = 'Empty file'
export const madeExecutable = 'Made executable'
export const noLongerExecutable = 'No longer executable'
export const mode = (before: Shown, after: Shown): string => `Mode ${before} → ${after}`
export const oldLineRemoved = (oldLine: Shown): string => `Old line ${oldLine}, removed`
export const line = (newLine: Shown, change: Shown): string => `Line ${newLine}, ${change}`

// diff.ts
export const itsNameCannotBeRead = 'Its name cannot be read.'

// hex.ts
export const zipArchive = 'ZIP archive (also Office documents, JAR, APK)'
export const gzipData = 'gzip data'
export const bzip2Data = 'bzip2 data'
export const xzData = 'xz data'
export const zstandardData = 'Zstandard data'
export const sevenZipArchive = '7-Zip archive'
export const pdfDocument = 'PDF document'
export const elfProgramOrLibrary = 'ELF program or library'
export const windowsProgramOrLibrary = 'Windows program or library'
export const machOProgramOrLibrary = 'Mach-O program or library'
export const javaClassOrMachO = 'Java class or Mach-O of several architectures'
export const webassemblyModule = 'WebAssembly module'
export const sqliteDatabase = 'SQLite database'
export const pngImage = 'PNG image'
export const jpegImage = 'JPEG image'
export const gifImage = 'GIF image'
export const woffFont = 'WOFF font'
export const woff2Font = 'WOFF2 font'
export const oggMedia = 'Ogg media'
export const flacAudio = 'FLAC audio'
export const matroskaOrWebmMedia = 'Matroska or WebM media'

// html-frame.tsx
export const onlyItsTextAndStructure =
  'Only its text and structure: styles, scripts, pictures and links are left out. A browser shows it as it is meant.'

// image-compare.tsx
export const sideBySide = 'Side by side'
export const swipe = 'Swipe'
export const compared = 'Compared'
export const dividerBetweenBeforeAndAfterInPercent = 'Divider between before and after, in percent'

// image-viewer.tsx
export const largerLower = 'larger'
export const smallerLower = 'smaller'
export const fitLower = 'fit'
export const smaller = 'Smaller'
export const smallerKey = 'Smaller (−)'
export const larger = 'Larger'
export const largerKey = 'Larger (+)'
export const fit = 'Fit'
export const ownSize = 'Own size'
export const storedAsButNoImage = (mime: Shown): string =>
  `Stored as ${mime}, but its content is not an image that can be shown.`
export const imageIsDamagedAndCannotBeShown = 'The image is damaged and cannot be shown.'
export const loading = 'Loading'
export const pixels = (width: Shown, height: Shown): string => `${width} × ${height} pixels`

// json-tree.ts
export const more = (rest: Shown): string => `, … ${rest} more`

// json-viewer.tsx
export const json = 'JSON'
export const notValidJsonSoShownAsText = (reason: Shown): string => `Not valid JSON, so shown as text. ${reason}`
export const showMoreOf = (more: Shown, rest: Shown): string => `Show ${more} more of ${rest}`

// markdown-blocks.tsx
export const item = 'item'
export const done = 'Done:'
export const toDo = 'To do:'
export const row = 'row'

// markdown-code.tsx
export const code = (info: Shown): string => `Code, ${info}`

// markdown-inline.tsx
export const image = (description: Shown): string => `[image: ${description}]`

// markdown-viewer.tsx
export const empty = 'Empty.'

// pieces-view.tsx
export const moreCharacters = (cut: Shown): string => `… ${cut} more characters`
