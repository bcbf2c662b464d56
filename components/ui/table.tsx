import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Figures: to the right. */
  num?: boolean;
  /** Takes the room that the others leave, and cuts what is longer. */
  fill?: boolean;
  width?: number | string;
};

export type PhoneRow = { first: ReactNode; aside?: ReactNode; second?: ReactNode };

export type TableProps<Row> = {
  /** Says what the table holds; for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Makes the whole row open this address; the first column carries the link. */
  rowHref?: (row: Row) => string;
  /** The row in two lines, under 768 px. Without it the table scrolls sideways. */
  phone?: (row: Row) => PhoneRow;
  rowClass?: (row: Row) => string | undefined;
};

/** Hairlines, figures right, first column flush. Mark row actions `acts-on-hover`. */
export function Table<Row>(props: TableProps<Row>) {
  return (
    <div className={props.phone ? "has-two" : undefined}>
      <div className="tbl-wrap">
        <table className="tbl" aria-label={props.label}>
          <thead>
            <tr>
              {props.columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={column.num ? "num" : undefined}
                  style={column.width === undefined ? undefined : { width: column.width }}
                >
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <WideRow key={props.rowKey(row)} row={row} table={props} />
            ))}
          </tbody>
        </table>
      </div>
      {props.phone ? <PhoneRows table={props} phone={props.phone} /> : null}
    </div>
  );
}

function WideRow<Row>({ row, table }: { row: Row; table: TableProps<Row> }) {
  const href = table.rowHref?.(row);
  return (
    <tr className={cx(href && "opens", table.rowClass?.(row))}>
      {table.columns.map((column, index) => (
        <td key={column.key} className={cx(column.num && "num", column.fill && "fill")}>
          {href && index === 0 ? <WholeLink href={href}>{column.cell(row)}</WholeLink> : null}
          {href && index === 0 ? null : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function PhoneRows<Row>(props: { table: TableProps<Row>; phone: (row: Row) => PhoneRow }) {
  const { table, phone } = props;
  return (
    <ul className="two" aria-label={table.label}>
      {table.rows.map((row) => {
        const lines = phone(row);
        const href = table.rowHref?.(row);
        return (
          <li key={table.rowKey(row)} className={table.rowClass?.(row)}>
            {href ? <WholeLink href={href}>{lines.first}</WholeLink> : <span>{lines.first}</span>}
            <span>{lines.aside}</span>
            {lines.second ? <span className="line-2">{lines.second}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}

function WholeLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="whole">
      {children}
    </Link>
  );
}
