"""Names of vendors and tools, and words that only look like names."""

from typing import Final

_VENDORS: Final = """
adobe adyen airbrake airtable akamai alertmanager algolia alibaba amazon android ansible apache apple argocd
atlassian auth0 aurora aws azure betterstack bigquery bitbucket braintree bugsnag buildkite cassandra celery
checkmk circleci citrix clickhouse cloudflare cloudfront cloudinary cloudwatch cockroach confluence consul
couchbase crowdstrike databricks datadog digitalocean docker dropbox dynamodb dynatrace ebay elastic elasticsearch
envoy equinix etcd facebook fastly firebase firehydrant fortinet freshdesk gcp gcs github gitlab google grafana
hashicorp haproxy helm heroku hetzner honeycomb hubspot intercom istio jenkins jira kafka keycloak kibana klarna
kubernetes lambda linode loggly logstash mailchimp mailgun mailjet mandrill mariadb mastercard memcached meta
microsoft mixpanel mollie mongo mongodb mysql nagios netlify newrelic nginx nvidia okta onelogin openai opensearch
openshift opsgenie oracle ovh pagerduty paloalto paypal pingdom plaid postgres postgresql prometheus prtg pulumi
puppet rabbitmq redis redshift rollbar rootly route53 s3 salesforce samsung sap segment sendgrid sentry servicenow
shopify signalfx slack snowflake solarwinds solr spark splunk sqs square squareup stackdriver statuscake statuspage
stripe sumologic telegram terraform travis twilio twitter vault vercel victorops visa vmware vonage whatsapp
worldpay zabbix zendesk zookeeper zoom zscaler
"""
VENDORS: Final = frozenset(_VENDORS.split())

# Written with capitals inside a sentence, and no name
_ORDINARY: Final = """
I API APIs PDF PDFs SMS URL URLs PIN PINs VPN CSV TV ID IDs OK FAQ UTC Monday Tuesday Wednesday Thursday Friday
Saturday Sunday January February March April May June July August September October November December Europe Asia
Africa America North South East West Central American European Asian Pacific EU US USA UK APAC EMEA Internet
"""
ORDINARY: Final = frozenset(_ORDINARY.split())

# Actors of a timeline that are nobody's names
_NO_NAMES: Final = """
system systems monitoring bot alert alerts automation automated status page statuspage customer customers user users
support team unknown none nobody on-call oncall engineer engineering operations ops responder the and of for a an
"""
NO_NAMES: Final = frozenset(_NO_NAMES.split())
