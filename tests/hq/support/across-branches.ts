/**
 * The statements that look across branches: of the console, of operators, and what a process does from time to time. Anything else that looks into
 * several partitions is refused by `statement-rules.ts`; what is new belongs here only with a reason.
 */

/** With rows for each record, not for each branch or PC: across branches they are read by an index alone. */
export const largeTables: readonly string[] = [
  'events',
  'receipts',
  'forks',
  'files',
  'file_pieces',
  'nonces',
  'segments',
  'console_cases',
];

export interface AcrossRule {
  readonly statement: RegExp;
  readonly why: string;
  /** Large tables that it may read from one end to the other all the same. */
  readonly readsWhole?: readonly string[];
}

export const acrossBranches: readonly AcrossRule[] = [
  {
    statement:
      /^select "branch_id", "cut_to", "next_position" from "branches" where "branches"\."next_position" - 1 - /,
    why: 'which branches have a full segment to be cut, every minute: one row a branch',
  },
  {
    statement: /from "branches" (left|inner) join "console_case_marks"/,
    why: 'a search looks which branches have records that are not in its list: one row a branch',
  },
  {
    statement: /from "branches"( order by "branches"\."code" asc| limit \$1)?$/,
    why: 'all branches, for the console, for an operator, or for a process that starts',
  },
  {
    statement: /from "branches" where "branches"\."branch_id" in \(/,
    why: 'the branches that a pack is tried in first, as somebody named them',
  },
  {
    statement: /from "pack_pilots" inner join "branches" on /,
    why: 'their names, for the page of packs',
  },
  {
    statement: /from "devices" order by "devices"\."enrolled_at" asc, "devices"\."id" asc( limit \$1)?$/,
    why: 'all PCs, for the console, for an operator, or for a process that starts',
  },
  {
    statement: /from "revocations" where "revocations"\."lifted_at" is null order by /,
    why: 'all PCs that are stopped, for a process that starts',
  },
  {
    statement: /left join \(select "branch_id", count\(\*\) as "devices" from "devices" group by /,
    why: 'a process compares what it remembers, every half minute: one row a branch',
  },
  {
    statement:
      /count\(\*\)(::int)? from "events" (left join "refusal_answers" on .* )?where .*"events"\."outcome" = 'rejected'.*group by "events"\."branch_id", "events"\."device_id"$/s,
    why: 'how many records of each PC were refused: by the index of those alone, which are few',
  },
  {
    statement: /from "(events|forks)" inner join "branches" .*left join "refusal_answers" on /s,
    why: 'the page of refused records: by the index of those alone; of forks there are as many as PCs that were restored wrongly',
    readsWhole: ['forks'],
  },
  {
    statement: /^delete from "nonces" where "nonces"\."expires_at" < \$1$/,
    why: 'spent nonces of ten minutes are removed every five',
    readsWhole: ['nonces'],
  },
  {
    statement: /from "console_escalations" inner join "branches" .* order by "console_escalations"\."due_on"/s,
    why: 'what waits for headquarters, the most urgent first: only what nobody decided stands there',
  },
  {
    statement: /from "console_cases" inner join "branches" .*order by "console_cases"\."received_at" desc.* limit /s,
    why: 'one page of the search, in the order of an index',
    readsWhole: ['console_cases'],
  },
  {
    statement:
      /from "console_cases" (inner join "branches" .* )?where .*"console_cases"\."(received|ended|answered)_on" /s,
    why: 'figures of a period, by the indexes of its days',
  },
];
