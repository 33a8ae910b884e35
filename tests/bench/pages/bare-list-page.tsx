/** The floor for any list: TanStack Virtual with plain elements, as many rows, columns and pixels as the list of cases. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { createRoot } from 'react-dom/client';

const template = '13rem 6rem minmax(9rem, 1fr) 11rem 8rem 9.5rem 13.5rem';

function BareList({ count, rowPx }: { readonly count: number; readonly rowPx: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
  });
  return (
    <div ref={scroller} role="grid" style={{ height: '80vh', overflow: 'auto' }}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, size, start }) => (
          <div
            key={index}
            role="row"
            style={{
              position: 'absolute',
              insetInline: 0,
              height: size,
              transform: `translateY(${String(start)}px)`,
              display: 'grid',
              gridTemplateColumns: template,
            }}
          >
            {['2026-0012-', '李**', '限额突然降低，转不出去 ', '借记卡 ', '已登记 ', '2026-11-24 ', '还剩 12 天 '].map(
              (text, column) => (
                <span key={column} role="gridcell">
                  {text}
                  {index}
                </span>
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

(globalThis as unknown as { showBareList: (count: number, rowPx: number) => void }).showBareList = (count, rowPx) => {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  createRoot(root).render(<BareList count={count} rowPx={rowPx} />);
};
