import type { staff as german } from '../de/staff.ts'

export const staff: Record<keyof typeof german, string> = {}
