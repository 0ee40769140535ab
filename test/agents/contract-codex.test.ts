import { keepsContract } from './contract.ts'
import { codex } from './real-agents.ts'

keepsContract(codex)
