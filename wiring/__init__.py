"""Puts the objects together: the settings of the environment, storage, the services, and the bot."""
