import { relative } from 'node:path'
import { root } from '@/scripts/start/project'

/** The parts of Vitest's JSON report that `npm test` reads. */
export type VitestReport = {
  numPassedTests: number
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[]
}

/** The failed tests of a report, each with its file; a file that did not load stands for its tests. */
export function vitestFailures(report?: VitestReport): string[] {
  return (report?.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName }) => `${file}: ${fullName}`)
    return status === 'failed' && failed.length === 0 ? [`${file} did not load`] : failed
  })
}

type Suite = { title: string; suites?: Suite[]; specs?: { title: string; file: string; tests: { status: string }[] }[] }

/** The parts of Playwright's JSON report that `npm test` reads. */
export type PlaywrightReport = { stats: { expected: number }; suites: Suite[] }

/** The failed tests of a report, and those that passed only the second time, each with its file. */
export function playwrightFailures(report?: PlaywrightReport): string[] {
  const failuresOf = ({ suites = [], specs = [] }: Suite): string[] => [
    ...specs.flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(() => `tests/e2e/${file}: ${title}`),
    ),
    ...suites.flatMap(failuresOf),
  ]
  return (report?.suites ?? []).flatMap(failuresOf)
}
