import { describe, expect, it } from 'vitest'
import { stage, stageActions } from '@/tests/support/models/action-stage'
import {
  BUCKET_ACTIONS,
  FORM_ACTIONS,
  IMPORT_ACTIONS,
  IMPORT_FORM_ACTIONS,
  OWN_ACTIONS,
} from '@/tests/support/models/action-table'
import { SHARING_ACTIONS, SHARING_FILES } from '@/tests/support/models/sharing-action-table'
import { listSources, readSource } from '@/tests/support/sources/files'

stageActions()

describe('the sources of actions', () => {
  const files = listSources('.ts', '.tsx')
    .filter((name) => name.startsWith('app/'))
    .map((name) => ({ name: name.slice('app/'.length), text: readSource(name) }))
    .filter(({ text }) => /^\s*['"]use server['"]/m.test(text))

  it('all have a table', () => {
    expect(files.map(({ name }) => name).sort()).toEqual(
      [
        'sign-in/actions.ts',
        ...['buckets/[bucketId]/actions.ts', 'buckets/[bucketId]/form-actions.ts'],
        ...['settings/actions.ts', 'settings/token-actions.ts'],
        ...['buckets/[bucketId]/import/actions.ts', 'buckets/[bucketId]/import/form-actions.ts'],
        ...Object.keys(SHARING_FILES),
      ].sort(),
    )
    expect(Object.keys(stage.sharingActions).sort()).toEqual(Object.keys(SHARING_ACTIONS).sort())
    expect(Object.keys(stage.bucketActions).sort()).toEqual(Object.keys(BUCKET_ACTIONS).sort())
    expect(Object.keys(stage.formActions).sort()).toEqual(Object.keys(FORM_ACTIONS).sort())
    expect(Object.keys(stage.importActions).sort()).toEqual(Object.keys(IMPORT_ACTIONS).sort())
    expect(Object.keys(stage.importFormActions).sort()).toEqual(Object.keys(IMPORT_FORM_ACTIONS).sort())
    expect(Object.keys(stage.ownActions).sort()).toEqual(Object.keys(OWN_ACTIONS).sort())
  })

  it('export nothing that is not wrapped', () => {
    for (const { name, text } of files) {
      const wrapped = [...text.matchAll(/^(?:export )?const (\w+) = (?:action|publicAction|formAction)\(/gm)]
      const names = wrapped.map(([, constant]) => constant).join('|')
      const calls = `(formAction|${names})\\(|submit\\((${names}),`
      for (const [, exported = ''] of text.matchAll(/^export (.+?)(?=^export |$(?![\s\S]))/gms)) {
        const pattern = `^(const \\w+ = (action|publicAction|formAction)\\(|async function [^]+\\b(${calls}))`
        expect(exported, `${name}: ${exported.slice(0, 60)}`).toMatch(new RegExp(pattern))
      }
    }
  })
})
