export interface HexLine {
  /** `00000010` */
  offset: string
  /** Two digits each, a wider gap in the middle. */
  hex: string
  /** What is printable ASCII; a dot for the rest. */
  text: string
}

const IN_A_LINE = 16

/** As programs that dump files show them, 16 bytes a line. */
export function hexLines(bytes: Uint8Array): HexLine[] {
  return Array.from({ length: Math.ceil(bytes.length / IN_A_LINE) }, (_, line) => {
    const part = [...bytes.subarray(line * IN_A_LINE, (line + 1) * IN_A_LINE)]
    const digits = part.map((byte) => byte.toString(16).padStart(2, '0'))
    const half = IN_A_LINE / 2
    return {
      offset: (line * IN_A_LINE).toString(16).padStart(8, '0'),
      hex: [digits.slice(0, half).join(' '), digits.slice(half).join(' ')].filter((some) => some !== '').join('  '),
      text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    }
  })
}

/** What the first bytes say a file is, as people call it; null: nothing that is known. The name of a file can say anything. */
export function signatureOf(bytes: Uint8Array): string | null {
  const hex = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return SIGNATURES.find(([beginning]) => hex.startsWith(beginning))?.[1] ?? null
}

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['504b0304', 'ZIP archive (also Office documents, JAR, APK)'],
  ['1f8b', 'gzip data'],
  ['425a68', 'bzip2 data'],
  ['fd377a585a00', 'xz data'],
  ['28b52ffd', 'Zstandard data'],
  ['377abcaf271c', '7-Zip archive'],
  ['25504446', 'PDF document'],
  ['7f454c46', 'ELF program or library'],
  ['4d5a', 'Windows program or library'],
  ['cffaedfe', 'Mach-O program or library'],
  ['cafebabe', 'Java class or Mach-O of several architectures'],
  ['0061736d', 'WebAssembly module'],
  ['53514c69746520666f726d6174203300', 'SQLite database'],
  ['89504e470d0a1a0a', 'PNG image'],
  ['ffd8ff', 'JPEG image'],
  ['474946', 'GIF image'],
  ['774f4646', 'WOFF font'],
  ['774f4632', 'WOFF2 font'],
  ['4f676753', 'Ogg media'],
  ['664c6143', 'FLAC audio'],
  ['1a45dfa3', 'Matroska or WebM media'],
  ['2321', 'script'],
]
