"""What happens when: plan, cadence, state, timeline, events, session. Standard library only."""
