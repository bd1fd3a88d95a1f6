import { LocalNoticeBoard } from '../../src/adapters/notices-local/local-notice-board';
import { noticeBoardContract } from './notice-board.contract';

describe('notices in one process', () => {
  noticeBoardContract(() => [(logger) => new LocalNoticeBoard(logger)]);
});
