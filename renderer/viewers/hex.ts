import * as TEXT from '../words/texts/viewers.ts'

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
  ['504b0304', TEXT.zipArchive],
  ['1f8b', TEXT.gzipData],
  ['425a68', TEXT.bzip2Data],
  ['fd377a585a00', TEXT.xzData],
  ['28b52ffd', TEXT.zstandardData],
  ['377abcaf271c', TEXT.sevenZipArchive],
  ['25504446', TEXT.pdfDocument],
  ['7f454c46', TEXT.elfProgramOrLibrary],
  ['4d5a', TEXT.windowsProgramOrLibrary],
  ['cffaedfe', TEXT.machOProgramOrLibrary],
  ['cafebabe', TEXT.javaClassOrMachO],
  ['0061736d', TEXT.webassemblyModule],
  ['53514c69746520666f726d6174203300', TEXT.sqliteDatabase],
  ['89504e470d0a1a0a', TEXT.pngImage],
  ['ffd8ff', TEXT.jpegImage],
  ['474946', TEXT.gifImage],
  ['774f4646', TEXT.woffFont],
  ['774f4632', TEXT.woff2Font],
  ['4f676753', TEXT.oggMedia],
  ['664c6143', TEXT.flacAudio],
  ['1a45dfa3', TEXT.matroskaOrWebmMedia],
  ['2321', 'script'],
]
