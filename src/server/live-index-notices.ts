import type { SearchIndex } from '../indexing/search-index.port';
import type { Heard } from '../notices/notice';
import type { NoticeBoard } from '../notices/notice-board.port';

/** The same index, which tells all processes when searches go to another one. */
export function announcing(searchIndex: SearchIndex, notices: NoticeBoard): SearchIndex {
  return {
    live: () => searchIndex.live(),
    create: () => searchIndex.create(),
    write: (index, products) => searchIndex.write(index, products),
    countVisible: (index) => searchIndex.countVisible(index),
    all: () => searchIndex.all(),
    drop: (index) => searchIndex.drop(index),
    makeLive: async (index) => {
      await searchIndex.makeLive(index);
      notices.publish({ kind: 'INDEX_LIVE', index });
    },
  };
}

/** For a subscriber: whatever remembers something of the live index looks again when it may be another. */
export function lookingAgain(engine: { lookAgain(): void }): (heard: Heard) => void {
  return ({ kind }) => {
    switch (kind) {
      case 'INDEX_LIVE':
      case 'LOOK_AGAIN':
        engine.lookAgain();
        return;
      case 'MODELS_CHANGED':
      case 'ENCODERS_CHANGED':
        return;
    }
  };
}
