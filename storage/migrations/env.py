"""Run by alembic: migrate over the connection that `storage.engine.upgrade` hands in, inside its transaction."""

from alembic import context

from storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
