/** How agents name what a tool works on, in the `rawInput` of their calls: no protocol settles it, so these are the names in use. */
export const PATH_INPUTS = [
  'path',
  'file_path',
  'filePath',
  'abs_path',
  'absolute_path',
  'notebook_path',
  'source',
  'destination',
] as const
export const COMMAND_INPUTS = ['command', 'cmd', 'script'] as const
export const ADDRESS_INPUTS = ['url', 'uri', 'href'] as const
