"""Conversations, as chats export them and as people copy them."""
