/** Made again with each new form of the table. */
export const GATE_TRIGGERS = `CREATE TRIGGER gates_counted_in AFTER INSERT ON gates WHEN NEW.state = 'open' BEGIN
  UPDATE runs SET open_gates = open_gates + 1 WHERE id = NEW.run_id;
END;
CREATE TRIGGER gates_counted_again AFTER UPDATE OF state ON gates WHEN OLD.state <> NEW.state BEGIN
  UPDATE runs SET open_gates = open_gates + (NEW.state = 'open') - (OLD.state = 'open') WHERE id = NEW.run_id;
END;
CREATE TRIGGER gates_counted_out AFTER DELETE ON gates WHEN OLD.state = 'open' BEGIN
  UPDATE runs SET open_gates = open_gates - 1 WHERE id = OLD.run_id;
END;
`

/**
 * Triggers of version 1, frozen like its tables. A run's `tasks_*` and `open_gates` are counted here, so that every writer
 * keeps them exact.
 */
export const TRIGGERS_V1 = `
CREATE TRIGGER tasks_counted_in AFTER INSERT ON tasks BEGIN
  UPDATE runs SET
    tasks_pending = tasks_pending + (NEW.status = 'pending'),
    tasks_in_progress = tasks_in_progress + (NEW.status = 'in_progress'),
    tasks_completed = tasks_completed + (NEW.status = 'completed'),
    tasks_blocked = tasks_blocked + (NEW.status = 'blocked'),
    tasks_abandoned = tasks_abandoned + (NEW.status = 'abandoned')
  WHERE id = NEW.run_id;
END;
CREATE TRIGGER tasks_counted_again AFTER UPDATE OF status ON tasks WHEN OLD.status <> NEW.status BEGIN
  UPDATE runs SET
    tasks_pending = tasks_pending + (NEW.status = 'pending') - (OLD.status = 'pending'),
    tasks_in_progress = tasks_in_progress + (NEW.status = 'in_progress') - (OLD.status = 'in_progress'),
    tasks_completed = tasks_completed + (NEW.status = 'completed') - (OLD.status = 'completed'),
    tasks_blocked = tasks_blocked + (NEW.status = 'blocked') - (OLD.status = 'blocked'),
    tasks_abandoned = tasks_abandoned + (NEW.status = 'abandoned') - (OLD.status = 'abandoned')
  WHERE id = NEW.run_id;
END;
CREATE TRIGGER tasks_counted_out AFTER DELETE ON tasks BEGIN
  UPDATE runs SET
    tasks_pending = tasks_pending - (OLD.status = 'pending'),
    tasks_in_progress = tasks_in_progress - (OLD.status = 'in_progress'),
    tasks_completed = tasks_completed - (OLD.status = 'completed'),
    tasks_blocked = tasks_blocked - (OLD.status = 'blocked'),
    tasks_abandoned = tasks_abandoned - (OLD.status = 'abandoned')
  WHERE id = OLD.run_id;
END;
${GATE_TRIGGERS}`
