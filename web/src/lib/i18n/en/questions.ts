import type { questions as german } from '../de/questions.ts'

export const questions: Record<keyof typeof german, string> = {}
