"""Incidents as incident, ticket and status page tools export and send them."""
