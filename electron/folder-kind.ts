import { existsSync, realpathSync, statfsSync } from 'node:fs'
import path from 'node:path'

/** Linux tells the kind of a file system by a number; these are other machines' disks, where locks between programs cannot be relied on. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
])
/** Programs that copy files away while they are written, by the names of their folders. */
const SYNCED_FOLDERS: readonly [name: RegExp, program: string][] = [
  [/^dropbox(?: \(.+\))?$/i, 'Dropbox'],
  [/^onedrive(?: - .+)?$/i, 'OneDrive'],
  [/^(?:icloud ?drive|mobile documents|com~apple~clouddocs)$/i, 'iCloud Drive'],
  [/^(?:google ?drive|my drive)$/i, 'Google Drive'],
  [/^cloudstorage$/i, 'a cloud storage'],
  [/^(?:nextcloud|owncloud|pcloud ?drive|box sync|megasync|syncthing)$/i, 'a synchronised folder'],
]
const SYNC_MARKERS: readonly [file: string, program: string][] = [
  ['.dropbox.cache', 'Dropbox'],
  ['.stfolder', 'Syncthing'],
  ['.owncloudsync.log', 'a synchronised folder'],
]

/** The network file system that a folder is on; null: none that is known. A folder that is not there yet is where it will be made. */
export function networkOf(
  home: string,
  typeOf: (folder: string) => number = (folder) => statfsSync(folder).type,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (platform === 'win32') return /^[\\/]{2}(?![.?][\\/](?!UNC[\\/]))/i.test(home) ? 'a network share' : null
  if (platform !== 'linux') return null
  return NETWORK_FILE_SYSTEMS.get(typeOf(existingPart(home)) >>> 0) ?? null
}

/** The program that synchronises the folder; null: none that is known. */
export function syncedBy(home: string): string | null {
  const real = path.join(realpathSync(existingPart(home)), path.relative(existingPart(home), home))
  const parts = real.split(path.sep)
  for (const part of parts) {
    const found = SYNCED_FOLDERS.find(([name]) => name.test(part))
    if (found) return found[1]
  }
  for (let folder = real; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const found = SYNC_MARKERS.find(([file]) => existsSync(path.join(folder, file)))
    if (found) return found[1]
  }
  return null
}

/** What does not keep the folder from being used, and may harm it. */
export function folderWarnings(home: string): string[] {
  const program = syncedBy(home)
  if (program === null) return []
  return [
    `The data folder ${home} is kept in step by ${program}, which may put an older or half-written database there. Move it to another folder (TRIPTYCH_HOME), or leave it out there.`,
  ]
}

function existingPart(home: string): string {
  let existing = path.resolve(home)
  while (!existsSync(existing)) existing = path.dirname(existing)
  return existing
}
