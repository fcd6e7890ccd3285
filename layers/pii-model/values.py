"""Values that are not entities of the model: numbers, codes, words of business and of machines."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta

from names import Names

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MESES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DIAS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
STATUS = [
    "active",
    "inactive",
    "pending",
    "shipped",
    "delivered",
    "cancelled",
    "closed",
    "open",
    "paid",
    "overdue",
    "new",
    "approved",
    "rejected",
    "draft",
    "completed",
    "failed",
    "success",
    "in_progress",
    "on-hold",
    "refunded",
    "verified",
    "archived",
    "ACTIVE",
    "PENDING",
    "SHIPPED",
    "PAID",
    "CLOSED",
    "OK",
    "ERROR",
    "Approved",
    "Pending",
    "Transfer",
    "Completed",
    "Enabled",
    "Disabled",
    "true",
    "false",
    "yes",
    "no",
]
PLANS = [
    "Gold",
    "Silver",
    "Basic",
    "Premium",
    "Enterprise",
    "Pro",
    "Free",
    "Platinum",
    "Standard",
    "Starter",
    "Business Plus",
    "Family Plan",
    "Student",
]
PRODUCTS = [
    "Wireless Mouse",
    "USB-C Cable",
    "Desk Lamp",
    "Running Shoes",
    "Office Chair",
    "Blue Widget",
    "Coffee Maker",
    "Yoga Mat",
    "Laptop Stand",
    "Phone Case",
    "Garden Hose",
    "Stainless Steel Bottle",
    "Mechanical Keyboard",
    "Noise Cancelling Headphones",
    "LED Monitor 27in",
    "Cotton T-Shirt",
    "Winter Jacket",
    "Kids Backpack",
    "Espresso Beans 1kg",
    "Toner Cartridge",
    "AAA Batteries",
    "Hiking Boots",
    "Cast Iron Pan",
    "Leather Wallet",
    "Smart Watch Series 5",
    "Galaxy Tab",
    "ThinkPad X1 Carbon",
    "Echo Dot",
    "Air Fryer XL",
    "Rose Gold Ring",
    "Jasmine Rice 5 lb",
    "Virginia Ham",
    "Grant Notebook",
    "Summer Dress",
    "Robin Egg Blue Paint",
    "Daisy Razor",
    "Harper Sofa",
    "Madison Dining Table",
    "Austin Bookcase",
    "Chelsea Boots",
    "Victoria Sponge",
    "Oxford Shirt",
    "Ruby Lipstick",
    "Pearl Necklace",
    "Brooklyn Coat Rack",
    "Sierra Tent",
    "Dakota Jeans",
    "Hazelnut Spread",
    "Ginger Tea",
    "Olive Oil",
]
CATEGORIES = [
    "Electronics",
    "Home & Garden",
    "Sports",
    "Books",
    "Toys",
    "Office Supplies",
    "Grocery",
    "Clothing",
    "Health",
    "Automotive",
    "Beauty",
    "Pet Supplies",
    "Music",
    "Video Games",
    "Furniture",
    "Hardware",
    "Software",
    "Services",
    "Subscription",
    "Shoes",
    "Kitchen",
    "Outdoor",
    "Accessories",
    "Stationery",
    "Garden Tools",
]
DEPARTMENTS = [
    "Engineering",
    "Sales",
    "Marketing",
    "Human Resources",
    "Finance",
    "Legal",
    "Operations",
    "Customer Support",
    "IT",
    "Research",
    "Radiology",
    "Cardiology",
    "Emergency",
    "Pediatrics",
    "Billing",
    "Purchasing",
    "Logistics",
    "Accounts Payable",
    "Quality Assurance",
    "Security",
    "Facilities",
    "Product",
    "Design",
    "Data Platform",
    "Oncology",
    "Procurement",
]
JOBS = [
    "Software Engineer",
    "Sales Manager",
    "Nurse Practitioner",
    "Account Executive",
    "Data Analyst",
    "Project Manager",
    "Teacher",
    "Electrician",
    "Physician",
    "Consultant",
    "Accountant",
    "Office Manager",
    "Civil Engineer",
    "Paralegal",
    "Chief Financial Officer",
    "Vice President",
    "Senior Developer",
    "HR Business Partner",
    "Driver",
    "Warehouse Associate",
    "Marketing Director",
    "Product Owner",
    "Technician",
    "Receptionist",
    "Attorney",
    "Research Scientist",
    "Chef",
    "Barista",
    "Plumber",
    "CEO",
    "CTO",
    "Team Lead",
]
COLORS = [
    "Red",
    "Blue",
    "Green",
    "Black",
    "White",
    "Silver",
    "Gray",
    "Navy",
    "Teal",
    "Purple",
    "Orange",
    "Amber",
    "Ivory",
    "Violet",
    "Olive",
    "Rose",
    "Ruby",
    "Hazel",
    "Jade",
    "Coral",
    "Indigo",
    "Scarlet",
    "Ebony",
]
CURRENCIES = ["USD", "EUR", "GBP", "MXN", "COP", "ARS", "CAD", "JPY", "CHF", "BRL"]
LANGUAGES = [
    "en",
    "es",
    "fr",
    "de",
    "en-US",
    "es-MX",
    "es-ES",
    "pt-BR",
    "English",
    "Spanish",
    "French",
    "German",
    "Portuguese",
    "Italian",
    "Japanese",
]
SERVICES = [
    "auth-service",
    "payment-gateway",
    "user-api",
    "order-service",
    "inventory",
    "billing-worker",
    "notification-service",
    "search-indexer",
    "api-gateway",
    "checkout",
    "frontend",
    "scheduler",
    "kafka-consumer",
    "redis",
    "postgres",
    "nginx",
    "haproxy",
    "fluentd",
    "cron",
    "sshd",
    "systemd",
    "kernel",
    "kubelet",
    "dockerd",
    "etl-runner",
    "report-builder",
    "session-store",
    "media-encoder",
    "mail-relay",
    "metrics-agent",
    "ledger",
    "sync-daemon",
    "audit",
]
CLASSES = [
    "com.example.OrderService",
    "com.acme.billing.InvoiceController",
    "org.springframework.web.servlet.DispatcherServlet",
    "org.hibernate.SQL",
    "o.a.c.c.C.[Tomcat].[localhost]",
    "java.lang.NullPointerException",
    "HikariPool-1",
    "UserRepository",
    "AuthFilter",
    "RequestHandler",
    "SessionManager",
    "django.request",
    "celery.worker",
    "uvicorn.access",
    "gunicorn.error",
    "app.models.User",
    "werkzeug",
    "sqlalchemy.engine.Engine",
    "Microsoft.AspNetCore.Hosting",
    "System.InvalidOperationException",
    "kafka.server.KafkaServer",
    "org.apache.zookeeper.ClientCnxn",
    "io.netty.channel.AbstractChannel",
    "PaymentProcessor",
    "CustomerDao",
    "EmailSender",
    "TokenValidator",
    "RetryPolicy",
    "CacheEvictor",
    "LedgerJob",
    "ReportScheduler",
    "main",
    "Main",
    "Application",
    "App",
    "Worker",
]
THREADS = [
    "main",
    "http-nio-8080-exec-1",
    "pool-2-thread-7",
    "worker-3",
    "Thread-12",
    "scheduler-1",
    "grpc-default-executor-0",
    "MainThread",
    "ForkPoolWorker-2",
    "qtp1582797472-19",
    "asyncio_0",
    "nioEventLoopGroup-3-1",
    "http-worker",
]
LEVELS = [
    "INFO",
    "INFO",
    "INFO",
    "WARN",
    "ERROR",
    "DEBUG",
    "TRACE",
    "WARNING",
    "FATAL",
    "NOTICE",
    "CRITICAL",
    "info",
    "warn",
    "error",
    "debug",
]
LOG_MESSAGES = [
    "Started application in 3.2 seconds",
    "Connection pool exhausted, retrying",
    "Request completed",
    "Cache miss for key",
    "User session expired",
    "Slow query detected",
    "Health check passed",
    "Retrying request in 500ms",
    "Failed to connect to upstream",
    "Token refreshed",
    "Job finished successfully",
    "Message published to topic orders",
    "Consumer group rebalanced",
    "Loading configuration from /etc/app/config.yaml",
    "Shutting down gracefully",
    "Disk usage above threshold",
    "Certificate will expire in 12 days",
    "Upload complete",
    "Invalid credentials",
    "Rate limit exceeded",
    "Processing batch",
    "Circuit breaker opened",
    "Garbage collection took longer than expected",
    "Listening on port",
    "Leader election won",
    "Replica set is healthy",
    "Schema migration applied",
    "Payment authorized",
    "Payment declined by issuer",
    "Order placed",
    "Email queued",
    "Webhook delivered",
    "Authentication succeeded",
    "Authentication failed",
    "Permission denied",
    "Password reset requested",
    "Account locked after too many attempts",
    "Index rebuild started",
    "Snapshot created",
    "Backup completed",
    "Feature flag evaluated",
    "Login attempt",
    "Profile updated",
    "File not found",
    "Timeout waiting for lock",
    "New connection accepted",
    "Client disconnected",
    "Record updated",
    "Export finished",
    "Broken pipe",
    "Out of memory",
    "Deadlock detected",
    "Stream closed",
    "Transaction committed",
    "Transaction rolled back",
    "Task scheduled",
    "Parsing response",
    "Handshake completed",
    "Endpoint registered",
]
PATHS = [
    "/api/v1/users",
    "/api/v2/orders",
    "/index.html",
    "/login",
    "/static/app.js",
    "/health",
    "/metrics",
    "/checkout",
    "/images/logo.png",
    "/admin/settings",
    "/search",
    "/api/v1/customers",
    "/favicon.ico",
    "/wp-login.php",
    "/v1/payments",
    "/graphql",
    "/docs/intro",
    "/products/list",
    "/cart",
    "/api/session",
]
AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)",
    "curl/8.4.0",
    "python-requests/2.31.0",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/119.0",
    "okhttp/4.9.0",
    "Googlebot/2.1 (+http://www.google.com/bot.html)",
    "PostmanRuntime/7.36.0",
    "ELB-HealthChecker/2.0",
    "Amazon CloudFront",
)
ORG_HEADS = [
    "Acme",
    "Globex",
    "Initech",
    "Umbrella",
    "Hooli",
    "Stark",
    "Wayne",
    "Northwind",
    "Contoso",
    "Fabrikam",
    "Apex",
    "Summit",
    "Pioneer",
    "Evergreen",
    "Blue",
    "Ridge",
    "Silver",
    "Lake",
    "Redwood",
    "Sunrise",
    "Horizon",
    "Keystone",
    "Liberty",
    "Cascade",
    "Sterling",
    "Vertex",
    "Quantum",
    "Atlas",
    "Orion",
    "Phoenix",
    "Titan",
    "Delta",
    "Pacific",
    "Atlantic",
    "Golden",
    "Gate",
    "First",
    "National",
    "United",
    "Allied",
    "General",
    "American",
    "Continental",
    "Midwest",
    "Southern",
    "Bright",
    "Clear",
    "Green",
    "Smart",
    "Prime",
    "Omega",
    "Zenith",
    "Nova",
    "Lumen",
    "Vantage",
    "Meridian",
    "Pinnacle",
    "Beacon",
    "Harbor",
    "Crown",
    "Eagle",
    "Falcon",
]
ORG_TAILS = [
    "Inc.",
    "Inc",
    "LLC",
    "Ltd",
    "Ltd.",
    "Corp.",
    "Corporation",
    "Group",
    "Holdings",
    "Partners",
    "& Co.",
    "Solutions",
    "Technologies",
    "Systems",
    "Industries",
    "Bank",
    "Insurance",
    "Logistics",
    "Pharmaceuticals",
    "Foods",
    "Motors",
    "Energy",
    "Labs",
    "Consulting",
    "Capital",
    "University",
    "Hospital",
    "Medical Center",
    "Foundation",
    "Airlines",
    "Credit Union",
    "Associates",
    "& Sons",
    "GmbH",
    "S.A.",
    "S.L.",
    "PLC",
    "Services",
    "Retail",
    "Media",
    "Health",
    "Software",
    "Bakery",
    "Clinic",
]
ORG_KNOWN = [
    "Amazon",
    "Google",
    "Microsoft",
    "Apple",
    "Netflix",
    "Uber",
    "IBM",
    "Oracle",
    "Walmart",
    "Target",
    "FedEx",
    "UPS",
    "USPS",
    "DHL",
    "Visa",
    "Mastercard",
    "PayPal",
    "Stripe",
    "Chase",
    "Wells Fargo",
    "Bank of America",
    "Morgan Stanley",
    "Goldman Sachs",
    "Johnson & Johnson",
    "JPMorgan Chase",
    "Ford",
    "Toyota",
    "Honda",
    "Tesla",
    "AT&T",
    "Verizon",
    "T-Mobile",
    "Comcast",
    "Spotify",
    "Twitter",
    "Facebook",
    "LinkedIn",
    "YouTube",
    "Instagram",
    "United Nations",
    "European Commission",
    "European Parliament",
    "Supreme Court",
    "Department of Justice",
    "NASA",
    "FBI",
    "IRS",
    "Red Cross",
    "BBC",
    "CNN",
    "Reuters",
    "Harvard University",
    "Stanford University",
    "Blue Cross",
    "Kaiser Permanente",
    "Mercado Libre",
    "Banco Santander",
    "BBVA",
    "Telefónica",
    "Iberdrola",
    "Pemex",
    "Bimbo",
    "Inditex",
    "Zara",
    "Mercadona",
    "El Corte Inglés",
    "Charles Schwab",
    "Marks & Spencer",
    "Dr Pepper",
    "Mary Kay",
    "Hugo Boss",
    "Louis Vuitton",
    "Calvin Klein",
    "Tommy Hilfiger",
    "Harley-Davidson",
    "John Deere",
    "Ben & Jerry's",
    "Wendy's",
    "McDonald's",
    "Trader Joe's",
    "AnyCompany",
    "Eli Lilly",
    "Procter & Gamble",
    "Ernst & Young",
    "Dow Jones",
]


NATIONALITIES = "German French Spanish Mexican Chinese Italian Irish Turkish Polish Russian Ukrainian Dutch Danish Swedish Norwegian Finnish Greek Cypriot Bulgarian Romanian Hungarian Austrian Swiss Belgian Portuguese Brazilian Argentine Chilean Colombian Peruvian Cuban Indian Pakistani Bangladeshi Iranian Iraqi Syrian Lebanese Israeli Palestinian Egyptian Libyan Tunisian Moroccan Algerian Nigerian Ghanaian Kenyan Ethiopian Somali Sudanese Rwandan Congolese Zulu Sami Inuit Navajo Cherokee Apache Maori Basque Catalan Flemish Walloon Breton Welsh Scottish Kurdish Armenian Georgian Azerbaijani Chechen Kazakh Uzbek Mongolian Tibetan Nepalese Burmese Thai Vietnamese Cambodian Laotian Malaysian Indonesian Filipino Korean Japanese Taiwanese Australian Canadian American Sierra-Leonean Albanian Serbian Croatian Bosnian Slovenian Slovak Czech Latvian Lithuanian Estonian Moldovan Maltese Icelandic Afghan Yemeni Saudi Kuwaiti Jordanian Berber Tuareg Tamil Sinhalese Punjabi Bengali Roma Samoan Fijian Hawaiian".split()
NACIONALIDADES = "alemán francés español mexicano chino italiano irlandés turco polaco ruso ucraniano holandés danés sueco noruego finlandés griego búlgaro rumano húngaro austriaco suizo belga portugués brasileño argentino chileno colombiano peruano cubano indio pakistaní iraní iraquí sirio libanés israelí egipcio tunecino marroquí argelino nigeriano keniano etíope somalí vasco catalán gallego boliviano ecuatoriano venezolano paraguayo uruguayo".split()
TITLES_OF_WORKS = "The Great Gatsby;War and Peace;Moby Dick;Macbeth;Hamlet;Jane Eyre;Frankenstein;Don Quixote;Harry Potter and the Goblet of Fire;Anna Karenina;Oliver Twist;David Copperfield;Forrest Gump;Jerry Maguire;Erin Brockovich;John Wick;Bridget Jones's Diary;Good Will Hunting;Finding Nemo;Shrek;Star Wars;The Matrix;Casablanca;Vertigo;Carmen;La Traviata;Eleanor Rigby;Hey Jude;Billie Jean;Bohemian Rhapsody;Hotel California;Ulysses;Middlemarch;Beloved;Dracula;Emma;Rebecca;Lolita;Cien años de soledad;La casa de los espíritus;El laberinto del fauno;Roma;Coco;Frida".split(
    ";"
)
#: Things that other systems call by the key "name", "owner" or "user" and that are no person.
THINGS = "default;primary;production;staging;backup;nightly-build;Default Policy;Main Menu;Home Page;Contact Form;Daily Report;Weekly Digest;Sales Dashboard;cpu_usage;memory_limit;http_requests_total;us-east-1a;web-server-01;redis-cache;my-bucket;deploy-job;ci-pipeline;feature/login;Standard Shipping;Express Delivery;Visa;PayPal;North Region;Warehouse 7;Building B;Conference Room A;Team Alpha;Blue Whale;Labrador Retriever;Golden Gate;Mercury;Saturn;Aurora;Falcon 9;Windows 11;ubuntu-22.04;nginx:latest;Algebra I;World History;Intro to Biology;Mozart Concert;Jazz Night;Summer Camp;Spring Sale;Black Friday;Gift Card;Extended Warranty;utf-8;application/json;gzip;Helvetica;Times New Roman;Comic Sans;Calvin cycle;Python;JavaScript;lodash;react-dom;log4j;jackson-databind;Inter-Library Loan;Annual Leave;Sick Leave;Overtime;Invoice Template;Terms and Conditions;Untitled;test;foo;bar;example;sample;N/A;unknown;system;admin;root;nobody;platform-team;devops;data-eng;ops@;etl;cron;scheduler;service-account;github-actions;bot;anonymous;guest".split(
    ";"
)


class Values:
    """Draws values that carry no label."""

    def __init__(self, rng: random.Random, names: Names) -> None:
        self.rng, self.names = rng, names

    def digits(self, count: int) -> str:
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def moment(self) -> datetime:
        return datetime(2015, 1, 1) + timedelta(seconds=self.rng.randrange(400_000_000))

    def date(self, language: str = "en") -> str:
        rng, at = self.rng, self.moment()
        if language == "es" and rng.random() < 0.6:
            return rng.choice(
                (
                    f"{at.day} de {MESES[at.month - 1]} de {at.year}",
                    f"{at.day}/{at.month:02d}/{at.year}",
                    f"{DIAS[at.weekday()]} {at.day} de {MESES[at.month - 1]}",
                    f"el {DIAS[at.weekday()]}",
                    f"{MESES[at.month - 1]} de {at.year}",
                )
            )
        return rng.choice(
            (
                at.strftime("%Y-%m-%d"),
                at.strftime("%m/%d/%Y"),
                at.strftime("%d/%m/%Y"),
                at.strftime("%B %d, %Y"),
                at.strftime("%b %d, %Y"),
                at.strftime("%d %B %Y"),
                at.strftime("%d-%b-%Y"),
                at.strftime("%A, %B %d"),
                at.strftime("%B %Y"),
                at.strftime("%A"),
            )
        )

    def timestamp(self) -> str:
        rng, at = self.rng, self.moment()
        return rng.choice(
            (
                at.isoformat() + "Z",
                at.strftime("%Y-%m-%d %H:%M:%S"),
                at.strftime("%Y-%m-%dT%H:%M:%S.") + self.digits(3) + "Z",
                at.strftime("%Y-%m-%d %H:%M:%S,") + self.digits(3),
                str(int(at.timestamp())),
                at.strftime("%Y/%m/%d %H:%M:%S"),
            )
        )

    def time(self) -> str:
        at = self.moment()
        return self.rng.choice(
            (
                at.strftime("%H:%M"),
                at.strftime("%I:%M %p"),
                at.strftime("%H:%M:%S"),
                f"{at.hour % 12 + 1}{self.rng.choice((' am', 'pm', ' PM'))}",
            )
        )

    def money(self) -> str:
        rng = self.rng
        amount = rng.choice(
            (f"{rng.uniform(1, 2000):.2f}", f"{rng.randint(1, 999)},{self.digits(3)}.00", str(rng.randint(1, 5000)))
        )
        return rng.choice((amount, f"${amount}", f"{amount} {rng.choice(CURRENCIES)}", f"€{amount}", f"£{amount}"))

    def identifier(self) -> str:
        rng = self.rng
        return rng.choice(
            (
                str(uuid.UUID(int=rng.getrandbits(128))),
                f"{rng.choice(('CUST', 'ORD', 'INV', 'EMP', 'TKT', 'PAT', 'TXN', 'REF', 'ACC', 'MRN', 'SKU', 'BLD'))}{rng.choice('-_#')}{self.digits(rng.randint(3, 9))}",
                self.digits(rng.randint(1, 10)),
                f"{rng.getrandbits(64):x}",
                f"{rng.getrandbits(160):040x}",
                f"usr_{rng.getrandbits(40):x}",
                f"{rng.choice('ABCDEFGH')}{self.digits(7)}",
            )
        )

    def phone(self) -> str:
        rng = self.rng
        area, mid, end = self.digits(3), self.digits(3), self.digits(4)
        return rng.choice(
            (
                f"({area}) {mid}-{end}",
                f"{area}-{mid}-{end}",
                f"+1 {area} {mid} {end}",
                f"+1-{area}-{mid}-{end}",
                f"{area}.{mid}.{end}",
                f"+34 6{self.digits(2)} {self.digits(3)} {self.digits(3)}",
                f"+44 20 {self.digits(4)} {self.digits(4)}",
                f"6{self.digits(8)}",
                f"+52 55 {self.digits(4)} {self.digits(4)}",
                f"{area}{mid}{end}",
                f"{area}-{mid}-{end} x{self.digits(3)}",
            )
        )

    def ssn(self) -> str:
        return self.rng.choice(
            (
                f"{self.digits(3)}-{self.digits(2)}-{self.digits(4)}",
                self.digits(9),
                f"{self.digits(8)}{self.rng.choice('ABCDEFGHJKLMNPQRSTVWXYZ')}",
                f"***-**-{self.digits(4)}",
            )
        )

    def card(self) -> str:
        return self.rng.choice(
            (
                f"4{self.digits(15)}",
                f"{self.digits(4)} {self.digits(4)} {self.digits(4)} {self.digits(4)}",
                f"{self.digits(4)}-{self.digits(4)}-{self.digits(4)}-{self.digits(4)}",
                f"************{self.digits(4)}",
                f"ending in {self.digits(4)}",
            )
        )

    def ip(self) -> str:
        return self.rng.choice(
            (".".join(str(self.rng.randint(1, 254)) for _ in range(4)),) * 3
            + (f"fe80::{self.rng.getrandbits(16):x}:{self.rng.getrandbits(16):x}",)
        )

    def host(self) -> str:
        rng = self.rng
        return rng.choice(
            (
                f"ip-10-0-{rng.randint(0, 255)}-{rng.randint(0, 255)}",
                f"web{rng.randint(1, 20):02d}.prod.example.com",
                f"db-primary-{rng.randint(0, 3)}",
                f"{rng.choice(SERVICES)}-{rng.getrandbits(36):x}-{rng.choice('abcdfghjk')}{rng.randint(2, 9)}x",
                "localhost",
                f"srv-{rng.choice(('london', 'madrid', 'paris', 'dallas', 'jordan', 'austin'))}-{rng.randint(1, 9)}",
                f"{rng.choice(('athena', 'zeus', 'hermes', 'jenkins', 'thor', 'apollo', 'hudson', 'alice', 'max'))}.internal",
                f"s3://{rng.choice(('acme-data', 'prod-logs', 'exports-eu'))}/{rng.randint(2018, 2026)}/part-{self.digits(5)}.csv",
            )
        )

    def url(self) -> str:
        rng = self.rng
        return f"{rng.choice(('https://', 'http://', 'https://www.', 'www.'))}{rng.choice(('example.com', 'acme.io', 'shop.example.org', 'intranet.local', 'github.com/acme/app', 'docs.example.net'))}{rng.choice(PATHS)}"

    def path(self) -> str:
        rng = self.rng
        return rng.choice(
            (
                rng.choice(PATHS),
                f"/var/log/{rng.choice(SERVICES)}.log",
                f"/home/{rng.choice(('app', 'deploy', 'ubuntu', 'ec2-user'))}/src/main.py",
                f"C:\\Program Files\\{rng.choice(('Acme', 'Common Files', 'Java'))}\\bin",
                f"s3://{rng.choice(('prod', 'raw', 'curated'))}-bucket/{rng.choice(('events', 'exports', 'daily'))}/{rng.randint(1, 12):02d}/data.parquet",
            )
        )

    def secret(self) -> str:
        rng = self.rng
        return "".join(
            rng.choice("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#$%_-")
            for _ in range(rng.randint(8, 40))
        )

    def number(self) -> str:
        return self.rng.choice(
            (
                str(self.rng.randint(0, 120)),
                f"{self.rng.uniform(0, 100):.2f}",
                str(self.rng.randint(0, 99999)),
                f"{self.rng.uniform(-180, 180):.6f}",
            )
        )

    def org(self) -> str:
        """An organisation's name, now and then with people's names in it."""
        rng = self.rng
        chance = rng.random()
        if rng.random() < 0.18:
            return self.person_org()
        if chance < 0.4:
            return rng.choice(ORG_KNOWN)
        head = rng.choice(ORG_HEADS) if chance < 0.8 else f"{rng.choice(ORG_HEADS)} {rng.choice(ORG_HEADS)}"
        return f"{head} {rng.choice(ORG_TAILS)}"

    def person_org(self) -> str:
        """An organisation named after people."""
        rng, names = self.rng, self.names
        last = names.last
        return rng.choice((
            f"{last()} & {rng.choice(('Sons', 'Co.', 'Co', 'Partners', 'Daughters', 'Associates', 'Company', 'Bros.', last(), last()))}",
            f"{last()} and {rng.choice(('Sons', 'Partners', 'Associates', 'Company', 'Daughters'))}",
            f"{last()}{rng.choice((' ', ' ', ', '))}{rng.choice(ORG_TAILS)}",
            f"{last()}, {last()} {rng.choice(('& ' + last(), '& ' + last() + ' LLP', 'and ' + last() + ' LLP', '& ' + last() + ' LLC'))}",
            f"{last()} {last()} {rng.choice(ORG_TAILS)}",
            f"{rng.choice((names.first(), last()))}'s {rng.choice(('Bakery', 'Diner', 'Pizza', 'Flowers', 'Garage', 'Kitchen', 'Auto Repair', 'Market', 'Deli', 'Hardware', 'Salon', 'Pharmacy'))}",
            f"{rng.choice((names.first() + ' ', ''))}{last()} {rng.choice(('Foundation', 'Institute', 'Hospital', 'University', 'Organization', 'Inc.', 'Law Firm', 'Realty', 'Elementary School', 'High School', 'College', 'Orchestra', 'Quartet', 'Library', 'Motors', 'Construction', 'Dental', 'Plumbing', 'Insurance Agency', 'Prize', 'Gallery'))}",
            f"{rng.choice(('Hospital', 'Clínica', 'Colegio', 'Fundación', 'Transportes', 'Talleres', 'Hermanos', 'Construcciones', 'Bodegas'))} {rng.choice((names.first('es') + ' ', ''))}{names.last('es')}{rng.choice(('', '', ' S.L.', ' S.A.'))}",
        ))  # fmt: skip
