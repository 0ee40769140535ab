import { keepsContract } from './contract.ts'
import { opencode } from './real-agents.ts'

keepsContract(opencode)
